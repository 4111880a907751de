#include "feedback/sealing/typed_code.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "feedback/sealing/code_points.h"

namespace opora::sealing {
namespace {

constexpr auto kModulus = static_cast<std::uint32_t>(kCodeAlphabet.size());
constexpr std::uint32_t kWeight = 5;
constexpr std::size_t kGroup = 5;

struct Look {
  char32_t typed;
  char meant;
};
// What looks like a character of the alphabet and is none: small letters, as small_of() makes them of capitals.
constexpr std::array<Look, 19> kLooks{{
    {U'b', '8'}, {U'g', '6'}, {U's', '5'}, {U'u', 'V'}, {U'z', '2'}, {U'а', 'A'}, {U'в', '8'},
    {U'е', 'E'}, {U'ё', 'E'}, {U'з', '3'}, {U'к', 'K'}, {U'м', 'M'}, {U'н', 'H'}, {U'р', 'P'},
    {U'с', 'C'}, {U'т', 'T'}, {U'у', 'Y'}, {U'ү', 'Y'}, {U'х', 'X'},
}};

// The alphabet's character for one that was typed; 0 if there is none.
char meant_by(char32_t typed) {
  const char32_t c = small_of(typed);
  const char capital = c < 0x80 ? static_cast<char>(c >= U'a' && c <= U'z' ? c - 0x20 : c) : '\0';
  if (capital != '\0' && kCodeAlphabet.find(capital) != std::string_view::npos) return capital;
  const auto look = std::ranges::find(kLooks, c, &Look::typed);
  return look == kLooks.end() ? '\0' : look->meant;
}

// The weighted sum of characters, of which each further one multiplies what stands before by five (Horner's rule).
std::uint32_t sum_of(std::string_view characters) {
  std::uint32_t sum = 0;
  for (const char c : characters) sum = (kWeight * sum + static_cast<std::uint32_t>(kCodeAlphabet.find(c))) % kModulus;
  return sum;
}

char check_of(std::string_view characters) {
  return kCodeAlphabet[(kModulus - kWeight * sum_of(characters) % kModulus) % kModulus];
}

}  // namespace

tl::unexpected<Error> TokenKind::mistyped() {
  return refuse(Code::invalid, "TOKEN_MISTYPED",
                "A character of the token is wrong, missing or too many: look at the sheet and type it again.");
}

tl::unexpected<Error> LinkCodeKind::mistyped() {
  return refuse(Code::invalid, "LINK_CODE_MISTYPED",
                "A character of the link code is wrong, missing or too many: look at the sheet and type it again.");
}

template <class Kind>
TypedCode<Kind> TypedCode<Kind>::draw(Randomness& randomness) {
  std::string characters;
  while (characters.size() + 1 < kCharacters) characters.push_back(kCodeAlphabet[randomness.below(kModulus)]);
  characters.push_back(check_of(characters));
  return TypedCode(std::move(characters));
}

template <class Kind>
Result<TypedCode<Kind>> TypedCode<Kind>::typed(std::string_view text) {
  std::string characters;
  bool is_code = true;
  while (is_code && !text.empty()) {
    const char32_t c = take_code_point(text);
    if (is_between(c) || is_accent(c)) continue;
    const char meant = meant_by(c);
    is_code = meant != '\0' && characters.size() < kCharacters;
    characters.push_back(meant);
  }
  if (is_code && characters.size() == kCharacters && sum_of(characters) == 0) return TypedCode(std::move(characters));
  return Kind::mistyped();
}

template <class Kind>
std::string TypedCode<Kind>::shown() const {
  std::string shown;
  for (std::size_t i = 0; i < characters_.size(); ++i) {
    if (i > 0 && i % kGroup == 0) shown.push_back('-');
    shown.push_back(characters_[i]);
  }
  return shown;
}

template class TypedCode<TokenKind>;
template class TypedCode<LinkCodeKind>;

}  // namespace opora::sealing
