// Any order of corrections: figures of people, attendances, rosters and names are those of the last folder, loaded into
// an empty platform, however that folder came about. Seats and waitlists, which go by who was first, are those of a
// replay that knows the contract alone. The long test tries the same of many more seeds.
#include "opora/load/tests/any_order.h"

#include <gtest/gtest.h>

namespace opora::load {
namespace {

constexpr int kEdits = 20;

class AnyOrder : public ::testing::TestWithParam<int> {};

TEST_P(AnyOrder, OfCorrectionsGivesTheFiguresOfTheLastFolder) {
  const EditsPlayed played = play_edits(static_cast<std::uint64_t>(GetParam()), 1, kEdits);
  for (const std::string& finding : played.findings) ADD_FAILURE() << finding;
  // Else the edits don't try what they are for.
  EXPECT_GE(played.loaded + played.called, kEdits / 4);
}

INSTANTIATE_TEST_SUITE_P(Seeds, AnyOrder, ::testing::Range(1, 5));

}  // namespace
}  // namespace opora::load
