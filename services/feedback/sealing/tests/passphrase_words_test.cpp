// Words that nobody takes for one another, and enough of them.
#include "feedback/sealing/passphrase_words.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace opora::sealing {
namespace {

std::string word(std::uint32_t number) {
  std::array<char, kWordLetters> letters{};
  write_word(number, letters);
  return {letters.begin(), letters.end()};
}

const std::set<std::string>& all_words() {
  static const std::set<std::string> words = [] {
    std::set<std::string> made;
    for (std::uint32_t i = 0; i < kWordsMade; ++i) made.insert(word(i));
    return made;
  }();
  return words;
}

// Worked by hand: 12,345 is 7·1,625 + 2·325 + 12·25 + 4·5 + 0, which are n, i, v, u and a; and 7 + 2·2 + 3·12 + 4·4 is
// 63, modulo 13 the place of t.
TEST(PassphraseWords, FollowTheirRule) {
  EXPECT_EQ(word(0), "bababa");
  EXPECT_EQ(word(1), "babale") << "5 × 1 is the place of l";
  EXPECT_EQ(word(12'345), "nivuta");
  EXPECT_EQ(word(kWordsMade - 1), "vuvudu");
}

TEST(PassphraseWords, AreAllDifferentAndFoundByTheirNumbers) {
  EXPECT_EQ(all_words().size(), kWordsMade);
  for (std::uint32_t i = 0; i < kWordsMade; ++i) ASSERT_EQ(number_of_word(word(i)), i) << word(i);
  for (const char* const none : {"", "bababab", "babab", "bababe", "BABABA", "bababx", "ababab"})
    EXPECT_EQ(number_of_word(none), std::nullopt) << none;
}

TEST(PassphraseWords, DifferInTwoLettersAtLeast) {
  for (const std::string& each : all_words()) {
    for (std::size_t i = 0; i < kWordLetters; ++i) {
      std::string changed = each;
      for (changed[i] = 'a'; changed[i] <= 'z'; ++changed[i])
        if (changed != each && number_of_word(changed)) ADD_FAILURE() << each << " and " << changed;
    }
  }
}

TEST(PassphraseWords, AreNoWordsWithTwoVowelsOrConsonantsSwapped) {
  constexpr std::pair<std::size_t, std::size_t> kAlike[] = {{0, 2}, {2, 4}, {0, 4}, {1, 3}, {3, 5}, {1, 5}};
  for (const std::string& each : all_words()) {
    for (const auto& [one, other] : kAlike) {
      std::string swapped = each;
      std::swap(swapped[one], swapped[other]);
      if (swapped != each && number_of_word(swapped)) ADD_FAILURE() << each << " and " << swapped;
    }
  }
}

TEST(PassphraseWords, ThatMayBeDrawnMakeEightyBitsOfSix) {
  std::size_t drawable = 0;
  for (const std::string& each : all_words())
    if (may_be_drawn(each)) ++drawable;
  EXPECT_GE(6 * std::log2(static_cast<double>(drawable)), 85);
  EXPECT_LT(drawable, kWordsMade) << "rude ones are not";
  EXPECT_FALSE(may_be_drawn("norape"));
}

}  // namespace
}  // namespace opora::sealing
