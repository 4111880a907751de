// A token answers once, whoever has it, and what was told to be recorded is there: while sixty-four people send with
// the same tokens to two replicas that are killed under them. The judge is itself shown what it is there to find.
#include <gtest/gtest.h>

#include "answers/answer_race.h"

namespace opora::testing {
namespace {

TEST(RacingTokens, AnswerOnceAndAreNotLost) {
  const AnswerRaceFigures figures = run_answer_race({.token_count = 320, .kill_count = 6, .seed = 1});
  EXPECT_EQ(figures.wrong, std::vector<std::string>());
  EXPECT_GE(figures.kill_count, 6);
  EXPECT_EQ(figures.open_count, 0);
  EXPECT_EQ(figures.internal_count, 0);
}

class PlantedInAnswers : public ::testing::TestWithParam<std::string> {};

TEST_P(PlantedInAnswers, IsCaught) {
  const AnswerRaceFigures figures =
      run_answer_race({.token_count = 64, .kill_count = 0, .seed = 1, .planted_bug = GetParam()});
  EXPECT_NE(figures.wrong, std::vector<std::string>());
}

// Two who are at it at once are both recorded; nobody is.
INSTANTIATE_TEST_SUITE_P(Bug, PlantedInAnswers, ::testing::Values("token_answers_twice", "answer_dropped"),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace opora::testing
