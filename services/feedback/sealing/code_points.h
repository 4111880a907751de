// What people type, character by character, without a copy of it: it may be a secret.
#pragma once

#include <string_view>

namespace opora::sealing {

inline constexpr char32_t kNoCharacter = 0xFFFD;

// Takes the next character off UTF-8; kNoCharacter for bytes that are none, one at a time. Of a text that isn't empty.
char32_t take_code_point(std::string_view& text);

// Small letters for the capitals of ASCII, of Latin with accents (é), and of the Cyrillic alphabets of Russian,
// Bulgarian and Kazakh.
char32_t small_of(char32_t c);

// An accent that is a character of its own, behind the letter that it stands over.
bool is_accent(char32_t c);

// What people put between groups of characters, or at a line's end, without meaning anything by it: spaces, breaks,
// dashes, dots and other signs that are no letter or digit.
bool is_between(char32_t c);

}  // namespace opora::sealing
