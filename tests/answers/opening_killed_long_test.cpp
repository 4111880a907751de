// An opening of a real process that is killed at every step of the lane, each time that it passes one.
#include <algorithm>
#include <string_view>

#include <gtest/gtest.h>

#include "answers/opening_killed.h"
#include "platform/faults/failpoint.h"

namespace opora::testing {
namespace {

constexpr int kPassesMax = 200;

class OpeningKilledAt : public ::testing::TestWithParam<std::string> {};

TEST_P(OpeningKilledAt, IsWholeOrIsDoneAgain) {
  CountedWave wave;
  for (int pass = 1;; ++pass) {
    ASSERT_LT(pass, kPassesMax);
    SCOPED_TRACE("pass " + std::to_string(pass));
    const CountedWave::Outcome outcome = wave.killed_at(GetParam(), pass);
    EXPECT_EQ(outcome.wrong, std::vector<std::string>());
    if (outcome.ended_by_itself) return;
  }
}

std::vector<std::string> steps_of_lane() {
  std::vector<std::string> steps;
  for (const std::string_view step : failpoints())
    if (step.starts_with("lane.")) steps.emplace_back(step);
  return steps;
}

INSTANTIATE_TEST_SUITE_P(EveryStep, OpeningKilledAt, ::testing::ValuesIn(steps_of_lane()), [](const auto& info) {
  std::string name = info.param;
  std::ranges::replace(name, '.', '_');
  return name;
});

TEST(OpeningKilledLong, IsWholeOrIsDoneAgainAtAnyMoment) {
  CountedWave wave;
  for (int time = 100; time < 700; time += 15) {
    SCOPED_TRACE(std::to_string(time) + " ms");
    EXPECT_EQ(wave.killed_after(std::chrono::milliseconds(time)).wrong, std::vector<std::string>());
  }
}

}  // namespace
}  // namespace opora::testing
