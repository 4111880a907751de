// The words of passphrases, which are made by a rule, so that there is no list to lose, and none of anybody else's was
// copied.
//
// A word is three syllables of a consonant and a vowel: "nivuta". The consonants are the thirteen that people who write
// Bulgarian, English, Kazakh or Russian all type and hear as one letter (b d f g k l m n p r s t v), the vowels a e i o
// u. The last consonant follows from the rest, such that words differ in two letters at least: a letter that is wrong,
// and two consonants or two vowels that changed places, make no word. That leaves 13·5·13·5·5 = 21,125 words, 14.3
// bits. Those that hold something rude or frightening in one of the languages are not drawn, which costs 777 of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace opora::sealing {

constexpr std::uint32_t kWordsMade = 13 * 5 * 13 * 5 * 5;
constexpr std::size_t kWordLetters = 6;

// The word of a number below kWordsMade.
void write_word(std::uint32_t number, std::span<char, kWordLetters> into);

// Of small letters; nothing if it is no word.
std::optional<std::uint32_t> number_of_word(std::string_view letters);

bool may_be_drawn(std::string_view word);

}  // namespace opora::sealing
