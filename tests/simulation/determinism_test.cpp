// A seed is all that a run depends on; else showing one again would show something else.
#include <set>

#include <gtest/gtest.h>

#include "simulation/runner.h"

namespace opora::simulation {
namespace {

TEST(Determinism, TheSameSeedHappensTheSameWay) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed)
    EXPECT_EQ(run_seed(seed).trace_hash, run_seed(seed).trace_hash) << "seed " << seed;
}

TEST(Determinism, DifferentSeedsHappenDifferently) {
  std::set<std::uint64_t> hashes;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) hashes.insert(run_seed(seed).trace_hash);
  EXPECT_EQ(hashes.size(), 60u);
}

}  // namespace
}  // namespace opora::simulation
