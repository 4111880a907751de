// How a page is put together: no text is taken for markup, and nothing but what is in the page runs, or is fetched. For
// this library alone.
#pragma once

#include <string>
#include <string_view>

namespace opora::pages {

// A text as it may stand in an element or in an attribute in quotes.
std::string escaped(std::string_view text);

// <tag attributes>words</tag>, the words escaped; attributes begin with a blank.
std::string element(std::string_view tag, std::string_view words, std::string_view attributes = "");

// JSON as it may stand in a script element, which no text in it can end.
std::string json_in_script(std::string_view json);

// A Content-Security-Policy by which a browser runs this very script and style, and refuses all else: other scripts,
// and whatever would come from or go to a network. Of a page without a script the script is empty.
std::string content_policy(std::string_view script, std::string_view style);

}  // namespace opora::pages
