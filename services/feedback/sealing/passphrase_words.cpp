#include "feedback/sealing/passphrase_words.h"

#include <algorithm>
#include <array>

namespace opora::sealing {
namespace {

constexpr std::string_view kConsonants = "bdfgklmnprstv";
constexpr std::string_view kVowels = "aeiou";
constexpr auto kConsonantCount = static_cast<std::uint32_t>(kConsonants.size());
constexpr auto kVowelCount = static_cast<std::uint32_t>(kVowels.size());

constexpr std::array<std::string_view, 37> kNotDrawn{
    "anal", "anus", "bok",  "debi", "dik",  "dura", "fag",  "fuk",  "kaka", "kok",  "kot",  "kur", "muda",
    "mude", "mudi", "nig",  "pede", "pedo", "pida", "pido", "pipi", "pisa", "pisi", "popa", "puta", "rak",
    "rape", "semen", "sera", "seri", "sik",  "sisa", "sisi", "suka", "tit",  "tupa", "tupo"};

// What a word's letters are, but the last consonant: each its place in its alphabet.
struct Letters {
  std::uint32_t first, second, third, fourth, last;

  // 13 is a prime, so that a difference in one letter of at most 12 makes another sum whatever it is multiplied by.
  std::uint32_t fifth() const { return (first + 2 * second + 3 * third + 4 * fourth + 5 * last) % kConsonantCount; }
};

std::optional<std::uint32_t> place_of(char letter, std::string_view alphabet) {
  const auto place = alphabet.find(letter);
  if (place == std::string_view::npos) return std::nullopt;
  return static_cast<std::uint32_t>(place);
}

}  // namespace

void write_word(std::uint32_t number, std::span<char, kWordLetters> into) {
  Letters letters{};
  letters.last = number % kVowelCount;
  number /= kVowelCount;
  letters.fourth = number % kVowelCount;
  number /= kVowelCount;
  letters.third = number % kConsonantCount;
  number /= kConsonantCount;
  letters.second = number % kVowelCount;
  letters.first = number / kVowelCount % kConsonantCount;
  into[0] = kConsonants[letters.first];
  into[1] = kVowels[letters.second];
  into[2] = kConsonants[letters.third];
  into[3] = kVowels[letters.fourth];
  into[4] = kConsonants[letters.fifth()];
  into[5] = kVowels[letters.last];
}

std::optional<std::uint32_t> number_of_word(std::string_view word) {
  if (word.size() != kWordLetters) return std::nullopt;
  std::array<std::uint32_t, kWordLetters> places{};
  for (std::size_t i = 0; i < kWordLetters; ++i) {
    const auto place = place_of(word[i], i % 2 == 0 ? kConsonants : kVowels);
    if (!place) return std::nullopt;
    places[i] = *place;
  }
  const Letters letters{places[0], places[1], places[2], places[3], places[5]};
  if (letters.fifth() != places[4]) return std::nullopt;
  const std::uint32_t beginning = (letters.first * kVowelCount + letters.second) * kConsonantCount + letters.third;
  return (beginning * kVowelCount + letters.fourth) * kVowelCount + letters.last;
}

bool may_be_drawn(std::string_view word) {
  return std::none_of(kNotDrawn.begin(), kNotDrawn.end(),
                      [&](std::string_view part) { return word.find(part) != std::string_view::npos; });
}

}  // namespace opora::sealing
