// Codes typed from paper: what looks alike is one character, and no mistake passes.
#include "feedback/sealing/typed_code.h"

#include <cmath>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace opora::sealing {
namespace {

// Their check characters were worked out apart from the product, by the sum that the header states.
const std::string kToken = "23456789ACEFHKMNPRA";
const std::string kLinkCode = "7K2MX4HTAK";

template <class Kind>
std::string reading(std::string_view typed) {
  const Result<Kind> code = Kind::typed(typed);
  return code ? code->characters() : code.error().reason;
}

TEST(TypedCodes, HaveNoTwoCharactersThatLookAlike) {
  EXPECT_EQ(kCodeAlphabet.size(), 23U);
  EXPECT_EQ(std::set<char>(kCodeAlphabet.begin(), kCodeAlphabet.end()).size(), 23U);
  for (const char c : std::string("01BDGIJLOQSUZ")) EXPECT_EQ(kCodeAlphabet.find(c), std::string_view::npos) << c;
}

TEST(TypedCodes, AreLongEnoughToBeGuessedByNobody) {
  EXPECT_GE((Token::kCharacters - 1) * std::log2(23), 80);
  EXPECT_GE((LinkCode::kCharacters - 1) * std::log2(23), 40);
  EXPECT_EQ(Token::draw().characters().size(), Token::kCharacters);
  EXPECT_EQ(LinkCode::draw().characters().size(), LinkCode::kCharacters);
}

TEST(TypedCodes, AreReadAsTheyAreShown) {
  EXPECT_EQ(Token::typed(kToken)->shown(), "23456-789AC-EFHKM-NPRA");
  EXPECT_EQ(LinkCode::typed(kLinkCode)->shown(), "7K2MX-4HTAK");
  for (int i = 0; i < 200; ++i) {
    const Token token = Token::draw();
    EXPECT_EQ(*Token::typed(token.shown()), token);
    const LinkCode link_code = LinkCode::draw();
    EXPECT_EQ(*LinkCode::typed(link_code.shown()), link_code);
  }
}

TEST(TypedCodes, AreReadHoweverTheyAreTyped) {
  const char* const kWays[] = {
      "23456-789ac-efhkm-npra",
      " 23456 789AC\tEFHKM\nNPRA.",
      "2345 6789 ACEF HKMN PRA",
      "23456.789AC.EFHKM.NPRA",
      "23456\u2013789AC\u2011EFHKM\u00a0NPRA",
      "Z34S67B9ACEFHKMNPRA",
      "z345g7b9acefhkmnpra",
      "234567В9АСЕFНКМNРRА",  // of Cyrillic letters what can be
      "2з4567в9асеfнкмnрrа",
  };
  for (const char* const way : kWays) EXPECT_EQ(reading<Token>(way), kToken) << way;
}

// Whatever is drawn: each of its characters may be typed as what looks like it.
TEST(TypedCodes, AreReadByWhatLooksLikeTheirCharacters) {
  const std::map<char, std::vector<std::string>> looks{
      {'2', {"Z", "z"}},      {'3', {"З", "з"}}, {'5', {"S", "s"}}, {'6', {"G", "g"}}, {'8', {"B", "b", "В", "в"}},
      {'A', {"a", "А", "а"}}, {'C', {"С", "с"}}, {'E', {"Е", "ё"}}, {'H', {"Н", "н"}}, {'K', {"К", "к"}},
      {'M', {"М", "м"}},      {'P', {"Р", "р"}}, {'T', {"Т", "т"}}, {'V', {"U", "u"}}, {'X', {"Х", "х"}},
      {'Y', {"У", "у", "Ү"}}};
  for (int i = 0; i < 50; ++i) {
    const std::string code = Token::draw().characters();
    for (std::size_t at = 0; at < code.size(); ++at) {
      const auto found = looks.find(code[at]);
      if (found == looks.end()) continue;
      for (const std::string& look : found->second)
        EXPECT_EQ(reading<Token>(code.substr(0, at) + look + code.substr(at + 1)), code) << look << " at " << at;
    }
  }
}

TEST(TypedCodes, WithOneWrongCharacterAreNone) {
  SeededRandomness randomness(1);
  for (int i = 0; i < 50; ++i) {
    const Token token = Token::draw(randomness);
    for (std::size_t at = 0; at < Token::kCharacters; ++at) {
      for (const char c : kCodeAlphabet) {
        std::string typed = token.characters();
        typed[at] = c;
        if (c == token.characters()[at]) continue;
        EXPECT_EQ(reading<Token>(typed), "TOKEN_MISTYPED") << typed;
      }
    }
  }
}

// Neighbours, and any others.
TEST(TypedCodes, WithTwoCharactersSwappedAreNone) {
  SeededRandomness randomness(2);
  for (int i = 0; i < 50; ++i) {
    const std::string written = LinkCode::draw(randomness).characters(), longer = Token::draw(randomness).characters();
    for (const std::string& code : {written, longer}) {
      for (std::size_t one = 0; one < code.size(); ++one) {
        for (std::size_t other = one + 1; other < code.size(); ++other) {
          std::string typed = code;
          std::swap(typed[one], typed[other]);
          if (typed == code) continue;
          const std::string read = code.size() == longer.size() ? reading<Token>(typed) : reading<LinkCode>(typed);
          EXPECT_TRUE(read.ends_with("_MISTYPED")) << code << " typed as " << typed;
        }
      }
    }
  }
}

TEST(TypedCodes, AreOfTheirLengthAndTheirCharactersAlone) {
  const std::string rest = kToken.substr(1);
  const std::string bytes_of_no_character = "\xff";
  for (const std::string& typed : {std::string(), std::string("-"), rest, kToken.substr(0, 18), kToken + "2",
                                   kToken + kToken, "0" + rest, "Ж" + rest, bytes_of_no_character + rest, kLinkCode,
                                   std::string(1'000'000, '2')})
    EXPECT_EQ(reading<Token>(typed), "TOKEN_MISTYPED") << typed.substr(0, 60);
  EXPECT_EQ(reading<LinkCode>(kToken), "LINK_CODE_MISTYPED");
}

TEST(TypedCodes, AreDrawnOnce) {
  std::set<Token> tokens;
  for (int i = 0; i < 10'000; ++i) EXPECT_TRUE(tokens.insert(Token::draw()).second);
}

}  // namespace
}  // namespace opora::sealing
