// The long run of race_test.cpp.
#include <gtest/gtest.h>

#include "answers/answer_race.h"

namespace opora::testing {
namespace {

TEST(RacingTokensLong, AnswerOnceAndAreNotLost) {
  for (const std::uint64_t seed : {2U, 3U, 4U, 5U}) {
    const AnswerRaceFigures figures = run_answer_race({.token_count = 1'920, .kill_count = 30, .seed = seed});
    EXPECT_EQ(figures.wrong, std::vector<std::string>());
    EXPECT_GE(figures.kill_count, 30);
    EXPECT_EQ(figures.open_count, 0);
    EXPECT_EQ(figures.internal_count, 0);
  }
}

}  // namespace
}  // namespace opora::testing
