#include "opora/round_folder/decoding.h"

#include <algorithm>
#include <cstddef>

#include <unicode/unistr.h>
#include <unicode/utf16.h>

namespace opora::round_folder {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF", kUtf16LittleMark = "\xFF\xFE", kUtf16BigMark = "\xFE\xFF";

// The number of bytes that continue a character beginning with `lead`; -1 if none can.
int continuation_count(unsigned char lead) {
  if (lead < 0x80) return 0;
  if (lead >= 0xC2 && lead <= 0xDF) return 1;
  if (lead >= 0xE0 && lead <= 0xEF) return 2;
  if (lead >= 0xF0 && lead <= 0xF4) return 3;
  return -1;
}

// How many bytes from the beginning are valid UTF-8.
std::size_t valid_prefix(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const int count = continuation_count(lead);
    if (count < 0 || i + static_cast<std::size_t>(count) >= text.size()) return i;
    for (int k = 1; k <= count; ++k) {
      const auto next = static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]);
      unsigned char least = 0x80;
      unsigned char most = 0xBF;
      // The second byte rules out overlong forms, surrogates and what lies beyond Unicode.
      if (k == 1 && lead == 0xE0) least = 0xA0;
      if (k == 1 && lead == 0xED) most = 0x9F;
      if (k == 1 && lead == 0xF0) least = 0x90;
      if (k == 1 && lead == 0xF4) most = 0x8F;
      if (next < least || next > most) return i;
    }
    i += static_cast<std::size_t>(count) + 1;
  }
  return text.size();
}

std::string encoded(const icu::UnicodeString& text) {
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

std::optional<std::string> from_utf16(std::string_view bytes, bool big) {
  if (bytes.size() % 2 != 0) return {};
  icu::UnicodeString text;
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    const auto first = static_cast<unsigned char>(bytes[at]), second = static_cast<unsigned char>(bytes[at + 1]);
    text.append(static_cast<char16_t>(big ? first << 8 | second : second << 8 | first));
  }
  for (std::int32_t at = 0; at < text.length();) {
    const UChar32 c = text.char32At(at);
    if (U_IS_SURROGATE(c)) return {};
    at += U16_LENGTH(c);
  }
  return encoded(text);
}

bool is_letter(unsigned char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_capital_1251(unsigned char c) { return (c >= 0xC0 && c <= 0xDF) || c == 0xA8; }
bool is_small_1251(unsigned char c) { return c >= 0xE0 || c == 0xB8; }
// „ “ ’ – — … of Windows-1251, where Macintosh's Cyrillic has capitals.
bool is_typed_sign_1251(unsigned char c) {
  return std::string_view("\x84\x93\x92\x96\x97\x85").find(static_cast<char>(c)) != std::string_view::npos;
}

// Windows-1251 is told from others by what they make of Cyrillic: KOI8-R turns its case round, Macintosh's and DOS's
// have capitals where it has nothing but signs, and Western ones mix such letters with Latin ones in a word. So: whole
// words of Cyrillic, no small letter before a capital or behind what is one as Macintosh's, and small letters for the
// most part.
bool is_windows_1251(std::string_view bytes) {
  constexpr std::string_view kSigns = "\xA0\xAB\xBB\xB9";  // no-break space, « and », №
  constexpr std::int64_t kLettersLeast = 8;
  std::int64_t capital_count = 0, small_count = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const auto c = static_cast<unsigned char>(bytes[at]);
    const unsigned char before = at == 0 ? ' ' : static_cast<unsigned char>(bytes[at - 1]);
    const bool capital = is_capital_1251(c), small = is_small_1251(c);
    const bool sign = is_typed_sign_1251(c) || kSigns.find(static_cast<char>(c)) != std::string_view::npos;
    if (c == 0 || (c >= 0x80 && !capital && !small && !sign)) return false;
    if (small && is_typed_sign_1251(before)) return false;
    if ((capital || small) && is_letter(before)) return false;
    if (is_letter(c) && (is_capital_1251(before) || is_small_1251(before))) return false;
    if (capital && is_small_1251(before)) return false;
    capital_count += capital ? 1 : 0;
    small_count += small ? 1 : 0;
  }
  return small_count > capital_count && small_count + capital_count >= kLettersLeast;
}

}  // namespace

std::string beginning(std::string_view text) {
  std::size_t size = std::min(text.size(), std::size_t{64});
  while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return std::string(text.substr(0, size));
}

bool is_utf8(std::string_view text) { return valid_prefix(text) == text.size(); }

std::string name_in_text(const std::filesystem::path& path) {
  std::string bytes = path.string();
  return is_utf8(bytes) ? bytes : encoded(icu::UnicodeString::fromUTF8(bytes));
}

std::int64_t first_line_not_utf8(std::string_view text) {
  const std::size_t valid = std::min(valid_prefix(text), text.find('\0'));
  if (valid >= text.size()) return 0;
  return 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(valid), '\n');
}

std::optional<Decoded> decode(std::string_view bytes) {
  for (const auto& [mark, big] : {std::pair(kUtf16LittleMark, false), std::pair(kUtf16BigMark, true)}) {
    if (!bytes.starts_with(mark)) continue;
    auto text = from_utf16(bytes.substr(mark.size()), big);
    if (!text || text->find('\0') != std::string::npos) return {};
    return Decoded{std::move(*text), "UTF-16"};
  }
  if (bytes.starts_with(kUtf8Mark)) bytes.remove_prefix(kUtf8Mark.size());
  if (first_line_not_utf8(bytes) == 0) return Decoded{std::string(bytes), "UTF-8"};
  if (!is_windows_1251(bytes)) return {};
  const icu::UnicodeString text(bytes.data(), static_cast<std::int32_t>(bytes.size()), "windows-1251");
  return Decoded{encoded(text), "Windows-1251"};
}

}  // namespace opora::round_folder
