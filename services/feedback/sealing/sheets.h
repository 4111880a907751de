// Sheets of paper, folded, shuffled and drawn: three tokens and a link code each. What is printed leaves, and only
// hashes of tokens stay, without a sheet, an order or a number that they belong to.
#pragma once

#include <compare>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feedback/sealing/randomness.h"
#include "feedback/sealing/typed_code.h"

namespace opora::sealing {

struct Sheet {
  Token before;
  Token after;
  Token follow_up;
  LinkCode link_code;
};

// No two link codes of them are the same.
std::vector<Sheet> draw_sheets(std::size_t count, Randomness& randomness = system_randomness());

// SHA-256 of the wave's id and the token's characters, one behind the other. 32 bytes.
struct TokenHash {
  std::string bytes;
  auto operator<=>(const TokenHash&) const = default;
};

// `wave_id` is a UUID in its 36-character lower-case form; of anything else std::invalid_argument, since ids of other
// lengths could run into the token.
TokenHash hash_of(std::string_view wave_id, const Token& token);

// The waves that a sheet's tokens are for; empty where there is none, and then its tokens are hashed for nobody.
struct SheetWaves {
  std::string_view before;
  std::string_view after;
  std::string_view follow_up;
};
struct SheetHashes {
  std::vector<TokenHash> before;
  std::vector<TokenHash> after;
  std::vector<TokenHash> follow_up;
};

// Each in the order of its bytes, which says nothing of the sheets'.
SheetHashes hashes_of(std::span<const Sheet> sheets, const SheetWaves& waves);

}  // namespace opora::sealing
