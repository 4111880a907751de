#include "feedback/sealing/code_points.h"

namespace opora::sealing {
namespace {

bool is_ascii_letter_or_digit(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}

int following_count(unsigned char lead) {
  if (lead < 0x80) return 0;
  if (lead >= 0xC2 && lead < 0xE0) return 1;
  if (lead >= 0xE0 && lead < 0xF0) return 2;
  if (lead >= 0xF0 && lead < 0xF5) return 3;
  return -1;
}

}  // namespace

char32_t take_code_point(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text.front());
  text.remove_prefix(1);
  const int count = following_count(lead);
  if (count < 0 || text.size() < static_cast<std::size_t>(count)) return kNoCharacter;
  if (count == 0) return lead;
  char32_t c = lead & (0x3FU >> count);
  for (int i = 0; i < count; ++i) {
    const auto byte = static_cast<unsigned char>(text[static_cast<std::size_t>(i)]);
    if ((byte & 0xC0U) != 0x80U) return kNoCharacter;
    c = c << 6 | (byte & 0x3FU);
  }
  text.remove_prefix(static_cast<std::size_t>(count));
  return c;
}

char32_t small_of(char32_t c) {
  if (c >= U'A' && c <= U'Z') return c + 0x20;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 0x20;  // À to Þ, between which stands ×
  if (c >= 0x0410 && c <= 0x042F) return c + 0x20;  // А to Я
  if (c >= 0x0400 && c <= 0x040F) return c + 0x50;  // Ё, І and others
  if (c >= 0x0490 && c <= 0x04FF && c != 0x04C0 && c % 2 == 0) return c + 1;  // Ғ, Қ, Ң, Ү, Ұ, Ә, Ө
  return c;
}

bool is_accent(char32_t c) { return c >= 0x0300 && c <= 0x036F; }

bool is_between(char32_t c) {
  if (c < 0x80) return !is_ascii_letter_or_digit(c);
  const bool is_minus = c == 0x2212, is_wide_space = c == 0x3000, is_mark_of_order = c == 0xFEFF;
  return c <= 0xBF || (c >= 0x2000 && c <= 0x206F) || is_minus || is_wide_space || is_mark_of_order;
}

}  // namespace opora::sealing
