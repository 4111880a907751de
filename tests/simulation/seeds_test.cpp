// No seed breaks an invariant. In shards, so that several of them run at once.
#include <gtest/gtest.h>

#include "simulation/runner.h"

namespace opora::simulation {
namespace {

constexpr std::uint64_t kShortSeedCount = 600;
constexpr std::uint64_t kShardCount = 4;

class Simulation : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(Simulation, Seeds) {
  const std::uint64_t first = GetParam() * (kShortSeedCount / kShardCount) + 1;
  const auto violation = run_seeds(first, first + kShortSeedCount / kShardCount - 1);
  EXPECT_FALSE(violation) << describe(*violation);
}

INSTANTIATE_TEST_SUITE_P(Shard, Simulation, ::testing::Range(std::uint64_t{0}, kShardCount));

}  // namespace
}  // namespace opora::simulation
