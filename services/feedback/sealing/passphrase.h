// What a keeper has in hand: seven words, shown once. Six are drawn (85 bits; passphrase_words.h), the seventh is
// computed from them and finds what was copied or typed wrongly, before anything costly is done with it.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

#include "feedback/sealing/locked_bytes.h"
#include "feedback/sealing/randomness.h"
#include "platform/result/result.h"

namespace opora::sealing {

class Passphrase {
 public:
  static constexpr std::size_t kWords = 7;

  static Passphrase draw(Randomness& randomness = system_randomness());

  // As a person types it: in any case; with any spaces, line breaks, digits and signs between the words, or none; with
  // accents (é, ё); in Cyrillic letters by their sound. Refused with PASSPHRASE_MISTYPED, naming in `fields` the word
  // that is none ("words[2]", from 0), or "words" where their number is wrong or the last doesn't fit the others. For
  // any single word that is wrong, and any two neighbours that changed places, that is certain; for whatever else it
  // passes once in 21,125.
  static Result<Passphrase> typed(std::string_view text);

  // The seven words in small letters, a space between: to be shown to its keeper, and nowhere else.
  std::string_view text() const { return text_.text(); }
  bool equals(const Passphrase& other) const { return text_.equals(other.text_); }

 private:
  explicit Passphrase(LockedBytes text) : text_(std::move(text)) {}
  LockedBytes text_;
};

}  // namespace opora::sealing
