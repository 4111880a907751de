// Seats are linearizable: whatever clients see, while replicas are killed under them, is what one desk that serves one
// at a time could have told them. The checker that says so is itself shown what it is there to find.
#include <gtest/gtest.h>

#include "linearizability/race.h"

namespace opora::testing {
namespace {

TEST(RacingSeats, AreLinearizable) {
  const auto histories = histories_file("short");
  const RaceFigures figures = run_race({.wave_count = 7, .pause_count = 1, .seed = 1}, histories);
  EXPECT_EQ(judge(histories), Verdict::linearizable);
  EXPECT_GE(figures.history_count, 100);
  EXPECT_GE(figures.kill_count, 6);
  EXPECT_EQ(figures.open_count, 0);
  EXPECT_EQ(figures.internal_count, 0);
}

class PlantedInSeats : public ::testing::TestWithParam<std::string> {};

TEST_P(PlantedInSeats, IsCaught) {
  const auto histories = histories_file(GetParam());
  run_race({.wave_count = 1, .seed = 1, .planted_bug = GetParam()}, histories);
  EXPECT_EQ(judge(histories), Verdict::violated);
}

// One seat too many; a small group past a large one; more people of a group past those who wait; a retry that is a new
// request.
INSTANTIATE_TEST_SUITE_P(Bug, PlantedInSeats,
                         ::testing::Values("capacity_off_by_one", "waitlist_overtaken", "raised_past_the_waitlist",
                                           "answers_not_remembered"),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace opora::testing
