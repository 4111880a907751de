// What a device read from a code, made sense of: a person's id, however devices write it, or text for people to see.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace opora::registration {

// The id that was scanned, in lower case; scanners put spaces and line ends around it. Nothing if it is none.
std::optional<std::string> id_scanned(std::string_view text);

// Anything else that was scanned, as it can be kept and shown: the first 500 characters, with U+FFFD for what can't be
// seen or would rearrange the text around it. `text` is valid UTF-8.
std::string code_scanned(std::string_view text);

}  // namespace opora::registration
