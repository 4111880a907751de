// Codes that people type from paper: random characters of an alphabet in which no two look alike, the last one a check
// that finds every wrong character and any two that changed places.
#pragma once

#include <compare>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "feedback/sealing/randomness.h"
#include "platform/result/result.h"

namespace opora::sealing {

// 23 characters: of digits and capitals without 0 1 B D G I J L O Q S U Z. Their number is a prime, which the check
// needs: with the characters counted from 0, from the right, the sum of 5^i × character(i) is 0 modulo 23. 5 is a
// primitive root, so all weights differ. (ISO 7064 has no system of characters so few.)
constexpr std::string_view kCodeAlphabet = "23456789ACEFHKMNPRTVWXY";

// `Kind` says how long a code is and how it is refused.
template <class Kind>
class TypedCode {
 public:
  static constexpr std::size_t kCharacters = Kind::kCharacters;

  static TypedCode draw(Randomness& randomness = system_randomness());

  // As a person types it: small or capital; with spaces, dashes and dots anywhere; what looks like a character for it:
  // B for 8, G for 6, S for 5, U for V, Z for 2, and Cyrillic letters. Refused with Kind::mistyped().
  static Result<TypedCode> typed(std::string_view text);

  // Without dashes; what is hashed and stored.
  const std::string& characters() const { return characters_; }
  // In groups of five: "7K2MX-…".
  std::string shown() const;

  auto operator<=>(const TypedCode&) const = default;

 private:
  explicit TypedCode(std::string characters) : characters_(std::move(characters)) {}
  std::string characters_;
};

struct TokenKind {
  static constexpr std::size_t kCharacters = 19;  // 18 drawn: 81 bits
  static tl::unexpected<Error> mistyped();  // TOKEN_MISTYPED
};
struct LinkCodeKind {
  static constexpr std::size_t kCharacters = 10;  // 9 drawn: 40.7 bits
  static tl::unexpected<Error> mistyped();  // LINK_CODE_MISTYPED
};

// Lets whoever holds it answer one wave, once.
using Token = TypedCode<TokenKind>;
// Joins the answers of one sheet to each other. Sealed with each of them, and deleted after joining.
using LinkCode = TypedCode<LinkCodeKind>;

extern template class TypedCode<TokenKind>;
extern template class TypedCode<LinkCodeKind>;

}  // namespace opora::sealing
