// As any_order_test.cpp, of sixty seeds with forty edits each: six of them in each test.
#include <gtest/gtest.h>

#include "opora/load/tests/any_order.h"

namespace opora::load {
namespace {

constexpr int kSeeds = 6, kEdits = 40;

class AnyOrderOfMany : public ::testing::TestWithParam<int> {};

TEST_P(AnyOrderOfMany, OfCorrectionsGivesTheFiguresOfTheLastFolder) {
  const EditsPlayed played = play_edits(static_cast<std::uint64_t>(1000 + GetParam() * kSeeds), kSeeds, kEdits);
  for (const std::string& finding : played.findings) ADD_FAILURE() << finding;
  // Of all ten tests together more than a thousand; and what is refused is tried as well.
  EXPECT_GE(played.loaded + played.called, 110);
  EXPECT_GE(played.loaded, 30);
  EXPECT_GE(played.called, 30);
  EXPECT_GE(played.refused, 10);
}

INSTANTIATE_TEST_SUITE_P(Seeds, AnyOrderOfMany, ::testing::Range(0, 10));

}  // namespace
}  // namespace opora::load
