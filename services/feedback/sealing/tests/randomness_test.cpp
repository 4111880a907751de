// Numbers that are alike likely, by the system and by a seed, and permutations made of them.
#include "feedback/sealing/randomness.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>
#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "feedback/sealing/shuffle.h"

namespace opora::sealing {
namespace {

std::array<unsigned char, 32> filled(Randomness& randomness) {
  std::array<unsigned char, 32> bytes{};
  randomness.fill(bytes);
  return bytes;
}

// Within five standard deviations of a count, of which the seeds below are no exceptions.
void expect_near(int count, double expected, int draws) {
  const double spread = 5 * std::sqrt(expected * (1 - expected / draws));
  EXPECT_NEAR(count, expected, spread);
}

TEST(Randomness, OfTheSystemIsAnotherEachTime) {
  EXPECT_NE(filled(system_randomness()), filled(system_randomness()));
  EXPECT_EQ(system_randomness().below(1), 0U);
}

TEST(Randomness, OfASeedRepeatsItself) {
  SeededRandomness one(5), same(5), other(6);
  const auto first = filled(one);
  EXPECT_EQ(first, filled(same));
  EXPECT_NE(first, filled(other));
  EXPECT_NE(first, filled(one)) << "the next";
}

TEST(Randomness, OfASeedHasEachNumberAlikeOften) {
  constexpr int kDraws = 46'000;
  SeededRandomness randomness(1);
  std::map<std::uint32_t, int> counts;
  for (int i = 0; i < kDraws; ++i) ++counts[randomness.below(23)];
  ASSERT_EQ(counts.size(), 23U);
  EXPECT_EQ(counts.rbegin()->first, 22U);
  for (const auto& [number, count] : counts) expect_near(count, kDraws / 23.0, kDraws);
  EXPECT_EQ(randomness.below(0), 0U);
  EXPECT_EQ(randomness.below(1), 0U);
}

// Where the rest of a division is taken, the first third comes as often as the two others together.
TEST(Randomness, OfASeedFavoursNoPartOfALargeRange) {
  constexpr int kDraws = 30'000;
  constexpr std::uint32_t kThird = 1U << 30;
  SeededRandomness randomness(2);
  int in_first_third = 0;
  for (int i = 0; i < kDraws; ++i)
    if (randomness.below(3 * kThird) < kThird) ++in_first_third;
  expect_near(in_first_third, kDraws / 3.0, kDraws);
}

TEST(Shuffled, IsEachPermutationAlikeOften) {
  constexpr int kDraws = 60'000;
  SeededRandomness randomness(3);
  std::map<std::array<int, 3>, int> counts;
  for (int i = 0; i < kDraws; ++i) {
    std::array<int, 3> items{1, 2, 3};
    shuffle(std::span<int>(items), randomness);
    ++counts[items];
  }
  ASSERT_EQ(counts.size(), 6U);
  for (const auto& [items, count] : counts) expect_near(count, kDraws / 6.0, kDraws);
}

TEST(Shuffled, HasAllItemsInAnotherOrder) {
  std::vector<int> before(1'000);
  std::iota(before.begin(), before.end(), 0);
  std::vector<int> after = before;
  shuffle(std::span<int>(after));
  EXPECT_NE(after, before);
  EXPECT_TRUE(std::is_permutation(after.begin(), after.end(), before.begin()));
  std::vector<int> none;
  shuffle(std::span<int>(none));
  EXPECT_TRUE(none.empty());
}

}  // namespace
}  // namespace opora::sealing
