// The long run of race_test.cpp.
#include <gtest/gtest.h>

#include "linearizability/race.h"

namespace opora::testing {
namespace {

TEST(RacingSeatsLong, AreLinearizable) {
  const auto histories = histories_file("long");
  const RaceFigures figures = run_race({.wave_count = 64, .pause_count = 4, .seed = 2}, histories);
  EXPECT_EQ(judge(histories), Verdict::linearizable);
  EXPECT_GE(figures.history_count, 1000);
  EXPECT_GE(figures.kill_count, 60);
  EXPECT_EQ(figures.open_count, 0);
  EXPECT_EQ(figures.internal_count, 0);
}

}  // namespace
}  // namespace opora::testing
