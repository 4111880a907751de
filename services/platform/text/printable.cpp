#include "platform/text/printable.h"

#include <cstddef>
#include <cstdint>

namespace opora {
namespace {

constexpr std::string_view kIsolate = "\u2068", kEndOfIsolate = "\u2069";

struct Character {
  std::size_t size = 1;  // in bytes
  std::uint32_t number = 0;
};

// The character that the text begins with; of bytes that are none, one by one, each passed on as it is.
Character first_of(std::string_view text) {
  const auto byte = [&](std::size_t at) -> std::uint32_t { return static_cast<unsigned char>(text[at]); };
  const std::size_t size = byte(0) < 0xc2 ? 1 : byte(0) < 0xe0 ? 2 : byte(0) < 0xf0 ? 3 : byte(0) < 0xf5 ? 4 : 1;
  if (size == 1 || size > text.size()) return {1, byte(0) < 0x80 ? byte(0) : 0xfffdU};
  std::uint32_t number = byte(0) & (0xffU >> (size + 1));
  for (std::size_t at = 1; at < size; ++at) {
    if ((byte(at) & 0xc0) != 0x80) return {1, 0xfffd};
    number = number << 6 | (byte(at) & 0x3fU);
  }
  return {size, number};
}

// C0, C1 (among them a one-character escape sequence), and the separators of lines and paragraphs.
bool is_control(std::uint32_t c) { return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029; }

// Marks, embeddings, overrides and isolates.
bool turns_direction(std::uint32_t c) {
  return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

// Hebrew, Arabic, Syriac, Thaana, N'Ko and the others, with their forms of presentation.
bool is_from_right(std::uint32_t c) {
  return (c >= 0x0590 && c <= 0x08ff) || (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfefe) ||
         (c >= 0x10800 && c <= 0x10fff) || (c >= 0x1e800 && c <= 0x1efff);
}

// A letter of any other script; digits and signs take the direction of what stands around them.
bool is_from_left(std::uint32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xc0 && !is_from_right(c) && c < 0x2000) ||
         (c >= 0x2c00 && c < 0x2e00) || (c >= 0x3040 && c < 0xd800);
}

// Calls `each` with every character that stays and its bytes; one that is a control character is a space.
template <class Each>
void for_each_kept(std::string_view text, Each each) {
  while (!text.empty()) {
    const Character c = first_of(text);
    if (is_control(c.number)) each(std::uint32_t{' '}, std::string_view(" "));
    else if (!turns_direction(c.number)) each(c.number, text.substr(0, c.size));
    text.remove_prefix(c.size);
  }
}

}  // namespace

std::string printable(std::string_view text) {
  std::string kept;
  bool from_right = false;
  for_each_kept(text, [&](std::uint32_t c, std::string_view bytes) {
    from_right = from_right || is_from_right(c);
    kept += bytes;
  });
  return from_right ? std::string(kIsolate).append(kept).append(kEndOfIsolate) : kept;
}

std::string printable_line(std::string_view line) {
  std::string kept;
  std::size_t end_of_stretch = 0;  // in `kept`, after its last character; 0: there is none open
  const auto close = [&] {
    if (end_of_stretch > 0) kept.insert(end_of_stretch, kEndOfIsolate);
    end_of_stretch = 0;
  };
  for_each_kept(line, [&](std::uint32_t c, std::string_view bytes) {
    if (is_from_left(c)) close();
    if (is_from_right(c) && end_of_stretch == 0) kept += kIsolate;
    kept += bytes;
    if (is_from_right(c)) end_of_stretch = kept.size();
  });
  close();
  return kept;
}

}  // namespace opora
