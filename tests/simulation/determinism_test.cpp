// A seed is all that a run depends on; else showing one again would show something else.
#include <set>

#include <gtest/gtest.h>

#include "simulation/runner.h"

namespace opora::simulation {
namespace {

TEST(Determinism, ASeedIsAllThatARunDependsOn) {
  constexpr std::uint64_t kSeeds = 60;
  std::set<std::uint64_t> hashes;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const std::uint64_t hash = run_seed(seed).trace_hash;
    EXPECT_EQ(run_seed(seed).trace_hash, hash) << "seed " << seed;
    hashes.insert(hash);
  }
  EXPECT_EQ(hashes.size(), kSeeds) << "different seeds happen differently";
}

}  // namespace
}  // namespace opora::simulation
