// One mutant runs at a time, in the thread that it was planted in, and none that nobody knows.
#include "platform/faults/planted.h"

#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <thread>

#include <unistd.h>
#include <gtest/gtest.h>

namespace opora::testing {
namespace {

TEST(PlantedBug, RunsAloneAndAsLongAsItIsPlanted) {
  ASSERT_FALSE(planted_bugs().empty());
  for (const std::string_view bug : planted_bugs()) {
    EXPECT_FALSE(planted(bug)) << bug;
    const Planted here(bug);
    for (const std::string_view other : planted_bugs()) EXPECT_EQ(planted(other), other == bug) << other;
    bool is_planted_there = true;
    std::jthread([&] { is_planted_there = planted(bug); }).join();
    EXPECT_FALSE(is_planted_there) << bug;
  }
}

TEST(PlantedBug, HasToBeAMutant) {
  EXPECT_THROW(plant("no_such_mutant"), std::invalid_argument);
  EXPECT_THROW(plant(planted_bugs().front().substr(1)), std::invalid_argument);
}

TEST(PlantedBug, OfAProcessHasToBeAMutantToo) {
  EXPECT_EXIT(
      {
        setenv("OPORA_PLANTED", "no_such_mutant", 1);
        execl("/proc/self/exe", "planted", "--gtest_filter=None.*", nullptr);
      },
      ::testing::KilledBySignal(SIGABRT), "tests/mutants has no mutant called no_such_mutant");
}

}  // namespace
}  // namespace opora::testing
