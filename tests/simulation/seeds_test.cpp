// No seed breaks an invariant; the first half of them is shown by Reach. In shards, so that several of them run at once.
#include <gtest/gtest.h>

#include "simulation/short_run.h"

namespace opora::simulation {
namespace {

constexpr std::uint64_t kShardCount = 2;
constexpr std::uint64_t kShard = (kShortSeedCount - kReachSeedCount) / kShardCount;

class Simulation : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(Simulation, Seeds) {
  const std::uint64_t first = kReachSeedCount + GetParam() * kShard + 1;
  const auto violation = run_seeds(first, first + kShard - 1);
  EXPECT_FALSE(violation) << describe(*violation);
}

INSTANTIATE_TEST_SUITE_P(Shard, Simulation, ::testing::Range(std::uint64_t{0}, kShardCount));

}  // namespace
}  // namespace opora::simulation
