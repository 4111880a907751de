// Ten times as many seeds as the other tests run, and other ones.
#include <gtest/gtest.h>

#include "simulation/runner.h"

namespace opora::simulation {
namespace {

constexpr std::uint64_t kFirst = 100'001;
constexpr std::uint64_t kSeedCount = 20'000;
constexpr std::uint64_t kShardCount = 8;

class LongSimulation : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(LongSimulation, Seeds) {
  const std::uint64_t first = kFirst + GetParam() * (kSeedCount / kShardCount);
  const auto violation = run_seeds(first, first + kSeedCount / kShardCount - 1);
  EXPECT_FALSE(violation) << describe(*violation);
}

INSTANTIATE_TEST_SUITE_P(Shard, LongSimulation, ::testing::Range(std::uint64_t{0}, kShardCount));

}  // namespace
}  // namespace opora::simulation
