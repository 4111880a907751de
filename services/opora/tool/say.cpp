#include "opora/tool/say.h"

#include <iostream>
#include <string>

#include "platform/text/printable.h"

namespace opora::tool {

void say(std::string_view line) {
  say_soon(line);
  say_now();
}

void say_soon(std::string_view line) { std::cout << printable_line(line) << "\n"; }

bool say_now() { return std::cout.flush().good(); }

void say_printable(std::string_view text) { std::cout << text << std::flush; }

void complain(std::string_view line) { std::cerr << printable_line(line) << std::endl; }

void complain(const Error& error, std::string_view more) {
  complain("opora: " + error.reason + ": " + error.message + std::string(more));
  for (const FieldViolation& field : error.fields) complain("  " + field.field + ": " + field.description);
}

}  // namespace opora::tool
