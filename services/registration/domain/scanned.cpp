#include "registration/domain/scanned.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "platform/ids/ids.h"

namespace opora::registration {
namespace {

constexpr std::size_t kCharactersKept = 500;

bool is_blank(char c) { return static_cast<unsigned char>(c) <= 0x20; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// How many bytes the character has that begins with this one.
std::size_t length_of(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

std::uint32_t number_of(std::string_view character) {
  if (character.size() == 1) return static_cast<unsigned char>(character[0]);
  std::uint32_t number = static_cast<unsigned char>(character[0]) & (0x7fU >> character.size());
  for (const char c : character.substr(1)) number = number << 6 | (static_cast<unsigned char>(c) & 0x3f);
  return number;
}

// Controls, separators of lines, invisible characters, and marks that turn the direction of writing.
bool is_hidden(std::uint32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x061c || (c >= 0x200b && c <= 0x200f) ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
}

}  // namespace

std::optional<std::string> id_scanned(std::string_view text) { return uuid_of(trimmed(text)); }

std::string code_scanned(std::string_view text) {
  text = trimmed(text);
  std::string kept;
  for (std::size_t count = 0; count < kCharactersKept && !text.empty(); ++count) {
    const std::string_view character = text.substr(0, std::min(length_of(text.front()), text.size()));
    text.remove_prefix(character.size());
    kept += is_hidden(number_of(character)) ? std::string_view("\xef\xbf\xbd") : character;
  }
  return kept;
}

}  // namespace opora::registration
