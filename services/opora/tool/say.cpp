#include "opora/tool/say.h"

#include <iostream>
#include <string>

#include <unistd.h>

#include "platform/rpc/status.h"
#include "platform/text/printable.h"

namespace opora::tool {
namespace {

// Request ids are for programs that call. Every command of the tool may be given again.
std::string in_words_of_commands(const Error& error) {
  std::string message = error.message;
  if (const auto at = message.find(kAskAgain); at != std::string::npos)
    message.replace(at, kAskAgain.size(), "give the command again");
  if (error.reason == kUnreachable)
    message += " If the platform doesn't run, start it; if it runs elsewhere, say where: --address.";
  return message;
}

}  // namespace

void say(std::string_view line) {
  say_soon(line);
  say_now();
}

void say_soon(std::string_view line) { std::cout << printable_line(line) << "\n"; }

bool say_now() { return std::cout.flush().good(); }

void say_printable(std::string_view text) { std::cout << text << std::flush; }

void say_error(std::string_view line) { std::cerr << printable_line(line) << std::endl; }

void say_error(const Error& error, std::string_view more) {
  say_error("opora: " + error.reason + ": " + in_words_of_commands(error) + std::string(more));
  for (const FieldViolation& field : error.fields) say_error("  " + field.field + ": " + field.description);
}

std::optional<bool> is_agreed(std::string_view question) {
  if (isatty(STDIN_FILENO) == 0 || isatty(STDERR_FILENO) == 0) return std::nullopt;
  std::cerr << printable_line(question) << " [y/N] " << std::flush;
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "y" || answer == "Y" || answer == "yes";
}

}  // namespace opora::tool
