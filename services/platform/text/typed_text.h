// Text as people type it: the same word has many spellings that no eye can tell apart (й as one code point or as two,
// a no-break space, a character of no width). What is kept is composed; what is compared is folded. By ICU's tables.
//
// All of them take any bytes: what is no UTF-8 becomes U+FFFD.
#pragma once

#include <string>
#include <string_view>

namespace opora {

// As it is kept and shown: canonically composed (NFC), one space for every run of spaces of any kind, none at the ends,
// and no invisible characters but those that change how their neighbours look (joiners of Persian or Hindi, variation
// selectors). Composing twice changes nothing.
std::string composed(std::string_view text);

// What is compared, and never shown: composed, without case, with quotes, apostrophes and dashes of one kind each.
// Letters of two alphabets stay two, however alike they look.
std::string folded(std::string_view text);

// By what two names of people are alike, and never shown: folded, ё as е, which people write for it, and the words in
// one order, since some write the surname first and some last.
std::string folded_name(std::string_view name);

// Whether the two are the same to who reads them: equal when folded.
bool same_folded(std::string_view one, std::string_view other);

// Of any script: a name of blanks, signs, or of what nobody can see, is none.
bool has_letter(std::string_view text);
bool has_letter_or_digit(std::string_view text);

// Whether it holds what breaks or steers a line: control characters, separators of lines and paragraphs, and
// characters that embed, override or isolate a direction (a lone mark of direction says only its own).
bool has_steering_character(std::string_view text);

// The first character of a text in words that tell it from those that look like it: "а (U+0430, CYRILLIC SMALL LETTER
// A)", or without itself where it can't be seen: "U+00A0, NO-BREAK SPACE". Empty for an empty text.
std::string character_name(std::string_view text);

}  // namespace opora
