// The simulation is worth its time only if it finds bugs: each planted one must be found within the seeds that the
// other tests run, and by an invariant, not by a crash.
#include <gtest/gtest.h>

#include "platform/testing/failpoint.h"
#include "simulation/runner.h"

namespace opora::simulation {
namespace {

constexpr std::uint64_t kSeedCount = 2000;

class PlantedBugs : public ::testing::TestWithParam<std::string_view> {};

TEST_P(PlantedBugs, IsFound) {
  const std::string bug(GetParam());
  const auto violation = run_seeds(1, kSeedCount, bug);
  ASSERT_TRUE(violation) << bug << " was not found";
  EXPECT_NE(violation->invariant, kNothingEscapes) << describe(*violation, bug);
  RecordProperty("seeds", std::to_string(violation->seed));
  RecordProperty("invariant", violation->invariant);
}

INSTANTIATE_TEST_SUITE_P(Bug, PlantedBugs,
                         ::testing::ValuesIn(testing::planted_bugs().begin(), testing::planted_bugs().end()),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace opora::simulation
