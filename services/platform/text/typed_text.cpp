#include "platform/text/typed_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <sstream>
#include <utility>
#include <vector>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

namespace opora {
namespace {

icu::UnicodeString decoded(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

std::string encoded(const icu::UnicodeString& text) {
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

// ICU's tables are compiled into its library, so neither is ever missing.
const icu::Normalizer2& nfc() {
  UErrorCode failure = U_ZERO_ERROR;
  return *icu::Normalizer2::getNFCInstance(failure);
}

const icu::Normalizer2& nfd() {
  UErrorCode failure = U_ZERO_ERROR;
  return *icu::Normalizer2::getNFDInstance(failure);
}

icu::UnicodeString normalized(const icu::UnicodeString& text, const icu::Normalizer2& form) {
  UErrorCode failure = U_ZERO_ERROR;
  icu::UnicodeString normal = form.normalize(text, failure);
  return U_SUCCESS(failure) ? normal : text;
}

// Printable ASCII with single spaces inside: most of what programs send, and composed as it is.
bool is_plain(std::string_view text) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ') return text.empty();
  char before = 0;
  return std::ranges::all_of(text, [&](char c) {
    const bool plain = c >= 0x20 && c < 0x7f && !(c == ' ' && before == ' ');
    before = c;
    return plain;
  });
}

// After what a joiner says something (RFC 5892, A.1 and A.2, without looking ahead), and in pictures made of several.
bool joins_after(const icu::UnicodeString& kept) {
  constexpr int kVirama = 9;
  for (std::int32_t at = kept.length(); at > 0;) {
    const UChar32 c = kept.char32At(at - 1);
    at -= U16_LENGTH(c);
    if (u_getCombiningClass(c) == kVirama) return true;
    const int joining = u_getIntPropertyValue(c, UCHAR_JOINING_TYPE);
    if (joining == U_JT_TRANSPARENT || u_hasBinaryProperty(c, UCHAR_VARIATION_SELECTOR)) continue;
    return joining == U_JT_DUAL_JOINING || joining == U_JT_LEFT_JOINING || joining == U_JT_RIGHT_JOINING ||
           u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC) || u_hasBinaryProperty(c, UCHAR_EMOJI_MODIFIER);
  }
  return false;
}

bool says_nothing(UChar32 c, const icu::UnicodeString& kept) {
  constexpr UChar32 kNonJoiner = 0x200c, kJoiner = 0x200d;
  if (!u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) return false;
  if (u_hasBinaryProperty(c, UCHAR_VARIATION_SELECTOR)) return kept.isEmpty() || kept.endsWith(u' ');
  return !((c == kJoiner || c == kNonJoiner) && joins_after(kept));
}

// Without spaces at the ends or beside others, and without what says nothing.
icu::UnicodeString tidied(const icu::UnicodeString& text) {
  icu::UnicodeString kept;
  for (std::int32_t at = 0; at < text.length();) {
    const UChar32 c = text.char32At(at);
    at += U16_LENGTH(c);
    if (says_nothing(c, kept)) continue;
    if (!u_isUWhiteSpace(c)) kept.append(c);
    else if (!kept.isEmpty() && !kept.endsWith(u' ')) kept.append(u' ');
  }
  if (kept.endsWith(u' ')) kept.truncate(kept.length() - 1);
  return kept;
}

// Again until nothing changes: what is left out lets its neighbours compose, and after what they become a joiner may
// say nothing any more.
icu::UnicodeString composed(icu::UnicodeString text) {
  for (;;) {
    icu::UnicodeString kept = normalized(tidied(text), nfc());
    if (kept == text) return kept;
    text = std::move(kept);
  }
}

bool is_one_of(UChar32 c, std::u32string_view characters) { return characters.find(c) != std::u32string_view::npos; }

// A quote, an apostrophe or a dash as the plainest of its kind; any other character as it is.
UChar32 plainest(UChar32 c) {
  constexpr std::u32string_view kSingle = U"'‘’‚‛‹›ʼʻʹ`´′";
  if (is_one_of(c, kSingle)) return '\'';
  if (u_hasBinaryProperty(c, UCHAR_QUOTATION_MARK) || c == U'″') return '"';
  if (u_hasBinaryProperty(c, UCHAR_DASH)) return '-';
  return c;
}

template <class Fits>
bool any_character(std::string_view text, Fits fits) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, at, size, c);
    if (fits(c)) return true;
  }
  return false;
}

}  // namespace

std::string composed(std::string_view text) {
  return is_plain(text) ? std::string(text) : encoded(composed(decoded(text)));
}

std::string folded(std::string_view text) {
  icu::UnicodeString caseless = normalized(composed(decoded(text)), nfd());
  caseless.foldCase();
  icu::UnicodeString plain;
  for (std::int32_t at = 0; at < caseless.length();) {
    const UChar32 c = caseless.char32At(at);
    at += U16_LENGTH(c);
    if (!u_hasBinaryProperty(c, UCHAR_VARIATION_SELECTOR)) plain.append(plainest(c));
  }
  return encoded(normalized(plain, nfc()));
}

std::string folded_name(std::string_view name) {
  constexpr std::string_view kYo = "\xd1\x91", kYe = "\xd0\xb5";  // ё, е
  std::string text = folded(name);
  for (auto at = text.find(kYo); at != std::string::npos; at = text.find(kYo, at)) text.replace(at, kYo.size(), kYe);
  std::vector<std::string> words;
  std::istringstream stream(text);
  for (std::string word; stream >> word;) words.push_back(std::move(word));
  std::ranges::sort(words);
  std::string ordered;
  for (const std::string& word : words) ordered += (ordered.empty() ? "" : " ") + word;
  return ordered;
}

bool same_folded(std::string_view one, std::string_view other) {
  return one == other || folded(one) == folded(other);
}

bool has_letter(std::string_view text) { return any_character(text, u_isUAlphabetic); }

bool has_letter_or_digit(std::string_view text) {
  return any_character(text, [](UChar32 c) { return u_isUAlphabetic(c) || u_isdigit(c); });
}

bool has_steering_character(std::string_view text) {
  return any_character(text, [](UChar32 c) {
    if (c < 0x7f) return c < 0x20;
    return u_charType(c) == U_CONTROL_CHAR || c == 0x2028 || c == 0x2029 || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069);
  });
}

std::string character_name(std::string_view text) {
  if (text.empty()) return {};
  const UChar32 c = decoded(text.substr(0, 4)).char32At(0);
  std::array<char, 128> name{};
  UErrorCode failure = U_ZERO_ERROR;
  u_charName(c, U_EXTENDED_CHAR_NAME, name.data(), static_cast<std::int32_t>(name.size()), &failure);
  std::array<char, 16> number{};
  std::snprintf(number.data(), number.size(), "U+%04X", static_cast<unsigned>(c));
  const std::string described = std::string(number.data()) + ", " + name.data();
  if (!u_isgraph(c) || u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) return described;
  return encoded(icu::UnicodeString(c)) + " (" + described + ")";
}

}  // namespace opora
