// The seeds that are shown each time; long_test.cpp shows twenty thousand.
#pragma once

#include <cstdint>

#include "simulation/runner.h"

namespace opora::simulation {

constexpr std::uint64_t kShortSeedCount = 600;
constexpr std::uint64_t kReachSeedCount = kShortSeedCount / 2;

}  // namespace opora::simulation
