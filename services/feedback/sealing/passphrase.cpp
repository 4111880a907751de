#include "feedback/sealing/passphrase.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <sodium.h>

#include "feedback/sealing/code_points.h"
#include "feedback/sealing/passphrase_words.h"

namespace opora::sealing {
namespace {

constexpr std::size_t kDrawnWords = Passphrase::kWords - 1;
constexpr std::size_t kLetters = Passphrase::kWords * kWordLetters;
constexpr std::size_t kStep = kWordLetters + 1;  // a word and the space behind it
constexpr std::size_t kTextBytes = Passphrase::kWords * kStep - 1;
constexpr std::size_t kTypedBytesMax = 4'000;
constexpr char kOfNoWord = '?';

using Words = std::array<std::string_view, Passphrase::kWords>;

// The numbers of a passphrase's words, which are as secret as it is.
struct Numbers {
  std::array<std::uint32_t, kDrawnWords> drawn{};

  Numbers() = default;
  Numbers(const Numbers&) = delete;
  Numbers& operator=(const Numbers&) = delete;
  ~Numbers() { sodium_memzero(drawn.data(), sizeof drawn); }

  // The number of the check word. Words are 5³·13² in number, and all weights, and the differences of neighbours, that
  // of the last and the check word's own included, are divisible by neither 5 nor 13: so one word that is another, or
  // two neighbours that changed places, make another sum.
  std::uint32_t check() const {
    constexpr std::array<std::uint32_t, kDrawnWords> kWeights{1, 2, 4, 3, 1, 2};
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < kDrawnWords; ++i) sum += kWeights[i] * drawn[i];
    return sum % kWordsMade;
  }
};

char* place_of_word(LockedBytes& text, std::size_t i) { return reinterpret_cast<char*>(text.data()) + i * kStep; }

// Writes a word in its place; whether people may be asked to read it.
bool put_word(LockedBytes& text, std::size_t i, std::uint32_t number) {
  char* const place = place_of_word(text, i);
  write_word(number, std::span<char, kWordLetters>(place, kWordLetters));
  if (i + 1 < Passphrase::kWords) place[kWordLetters] = ' ';
  return may_be_drawn({place, kWordLetters});
}

struct Sound {
  char32_t written;
  char letter;
};
// Small letters of Russian, Bulgarian and Kazakh by what they sound like.
constexpr std::array<Sound, 32> kSounds{{
    {U'а', 'a'}, {U'ә', 'a'}, {U'б', 'b'}, {U'в', 'v'}, {U'г', 'g'}, {U'ғ', 'g'}, {U'д', 'd'}, {U'е', 'e'},
    {U'ё', 'e'}, {U'э', 'e'}, {U'и', 'i'}, {U'й', 'i'}, {U'і', 'i'}, {U'ї', 'i'}, {U'ы', 'i'}, {U'к', 'k'},
    {U'қ', 'k'}, {U'л', 'l'}, {U'м', 'm'}, {U'н', 'n'}, {U'ң', 'n'}, {U'о', 'o'}, {U'ө', 'o'}, {U'п', 'p'},
    {U'р', 'r'}, {U'с', 's'}, {U'т', 't'}, {U'у', 'u'}, {U'ұ', 'u'}, {U'ү', 'u'}, {U'ф', 'f'}, {U'є', 'e'},
}};

char letter_of(char32_t typed) {
  const char32_t c = small_of(typed);
  if (c >= U'a' && c <= U'z') return static_cast<char>(c);
  if (c >= 0xE0 && c <= 0xE5) return 'a';  // à to å
  if (c >= 0xE8 && c <= 0xEB) return 'e';  // è to ë
  if (c >= 0xEC && c <= 0xEF) return 'i';
  if (c >= 0xF2 && c <= 0xF6) return 'o';
  if (c >= 0xF9 && c <= 0xFC) return 'u';
  const auto sound = std::ranges::find(kSounds, c, &Sound::written);
  return sound == kSounds.end() ? kOfNoWord : sound->letter;
}

struct TypedLetters {
  LockedBytes letters;              // of all words, one behind the other
  std::size_t count = 0;            // of letters
  std::vector<std::size_t> begins;  // where each word does
};

TypedLetters letters_of(std::string_view text) {
  TypedLetters typed{LockedBytes(text.size()), 0, {}};
  bool in_word = false;
  while (!text.empty()) {
    const char32_t c = take_code_point(text);
    if (is_accent(c)) continue;
    const bool is_digit = c >= U'0' && c <= U'9';
    if (is_between(c) || is_digit) {
      in_word = false;
      continue;
    }
    if (!in_word) typed.begins.push_back(typed.count);
    in_word = true;
    typed.letters.data()[typed.count++] = static_cast<unsigned char>(letter_of(c));
  }
  return typed;
}

// By the spaces that were typed, where they make words of the right length, or nothing else makes any; else by six.
std::optional<Words> words_of(const TypedLetters& typed) {
  const std::string_view all = typed.letters.text().substr(0, typed.count);
  const bool has_words = typed.begins.size() == Passphrase::kWords;
  Words words;
  bool fit = has_words;
  for (std::size_t i = 0; has_words && i < words.size(); ++i) {
    const std::size_t end = i + 1 < words.size() ? typed.begins[i + 1] : typed.count;
    words[i] = all.substr(typed.begins[i], end - typed.begins[i]);
    fit = fit && words[i].size() == kWordLetters;
  }
  if (fit || (has_words && typed.count != kLetters)) return words;
  if (typed.count != kLetters) return std::nullopt;
  for (std::size_t i = 0; i < words.size(); ++i) words[i] = all.substr(i * kWordLetters, kWordLetters);
  return words;
}

tl::unexpected<Error> mistyped(std::string field, std::string message) {
  Error error{Code::invalid, "PASSPHRASE_MISTYPED", message};
  error.fields.push_back({std::move(field), std::move(message)});
  return tl::unexpected<Error>(std::move(error));
}

}  // namespace

Passphrase Passphrase::draw(Randomness& randomness) {
  LockedBytes text(kTextBytes);
  Numbers numbers;
  do {
    for (std::size_t i = 0; i < kDrawnWords; ++i) {
      do {
        numbers.drawn[i] = randomness.below(kWordsMade);
      } while (!put_word(text, i, numbers.drawn[i]));
    }
  } while (!put_word(text, kDrawnWords, numbers.check()));
  return Passphrase(std::move(text));
}

Result<Passphrase> Passphrase::typed(std::string_view text) {
  const TypedLetters typed = letters_of(text.substr(0, kTypedBytesMax));
  const std::optional<Words> words = words_of(typed);
  if (!words) return mistyped("words", "The passphrase is seven words of six letters each: type all of them.");
  LockedBytes kept(kTextBytes);
  Numbers numbers;
  for (std::size_t i = 0; i < kWords; ++i) {
    const std::optional<std::uint32_t> number = number_of_word((*words)[i]);
    if (!number)
      return mistyped("words[" + std::to_string(i) + "]",
                      "Word " + std::to_string(i + 1) + " is none of the words: look at its letters.");
    put_word(kept, i, *number);
    if (i < kDrawnWords) numbers.drawn[i] = *number;
    else if (*number != numbers.check())
      return mistyped("words",
                      "The last word doesn't fit the others: one of them is another one, or in another place.");
  }
  return Passphrase(std::move(kept));
}

}  // namespace opora::sealing
