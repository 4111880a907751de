// All that the tool prints passes here, so that nothing that somebody typed, here or on the platform, steers the
// terminal or turns what stands beside it.
#pragma once

#include <optional>
#include <string_view>

#include "platform/result/result.h"

namespace opora::tool {

// One line on standard output, and at once.
void say(std::string_view line);

// The same for one of many lines, which are there at the latest once say_now() was called: that says whether anybody
// still reads them.
void say_soon(std::string_view line);
bool say_now();

// What is printable already and more than a line, such as a report.
void say_printable(std::string_view text);

// One line on standard error.
void say_error(std::string_view line);

// A refusal: its reason, its message, and what is wrong with which field. `more` is added to the message. What programs
// are advised to do when nobody knows the outcome is said in the words of somebody who types commands.
void say_error(const Error& error, std::string_view more = "");

// Whether whoever sits at the terminal says yes; nothing where nobody sits there.
std::optional<bool> is_agreed(std::string_view question);

}  // namespace opora::tool
