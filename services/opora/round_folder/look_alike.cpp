#include "opora/round_folder/look_alike.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "platform/text/typed_text.h"

namespace opora::round_folder {
namespace {

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }
bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// Where two texts begin to differ, at the beginning of a character.
std::size_t first_difference(std::string_view one, std::string_view other) {
  const auto [at, there] = std::ranges::mismatch(one, other);
  auto index = static_cast<std::size_t>(at - one.begin());
  while (index > 0 && index < one.size() && continues(one[index])) --index;
  return index;
}

}  // namespace

std::optional<Said> unlike_letters(std::string_view here, std::string_view there) {
  const std::size_t at = first_difference(here, there);
  if (at >= here.size() || at >= there.size() || is_ascii(here[at]) == is_ascii(there[at])) return {};
  const std::string_view of_here = here.substr(at), of_there = there.substr(at);
  if (!has_letter(of_here.substr(0, 1)) && !has_letter(of_there.substr(0, 1))) return {};
  return Said("unlike_letters", {{"here", character_name(of_here)}, {"there", character_name(of_there)}});
}

}  // namespace opora::round_folder
