// The platform as a real process, killed at random moments and at every named step of commit and consume. Whatever
// happens: nothing answered is lost, nothing is doubled, positions have no gaps, read models equal their rebuild.
#include <algorithm>

#include <gtest/gtest.h>

#include "fault/crash_world.h"
#include "platform/faults/failpoint.h"

namespace opora::testing {
namespace {

TEST(Crash, KilledAtRandomMomentsUnderLoad) { kill_often(12, 1); }

class KilledAt : public ::testing::TestWithParam<std::string> {};

TEST_P(KilledAt, NothingIsLostOrDoubled) {
  ScratchFolder scratch;
  CrashWorld world(scratch / "data", kSeats);
  world.start();
  world.run(kClients, 20);
  for (const int pass : {1, 3}) {
    world.start({"OPORA_FAILPOINT=" + GetParam() + ":" + std::to_string(pass)});
    world.run(kClients, 0);
  }
  expect_all_well(world);
}

std::vector<std::string> steps() {
  const auto all = failpoints();
  return {all.begin(), all.end()};
}

INSTANTIATE_TEST_SUITE_P(EveryStep, KilledAt, ::testing::ValuesIn(steps()), [](const auto& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
});

TEST(Shutdown, DrainsAndLosesNothing) {
  ScratchFolder scratch;
  CrashWorld world(scratch / "data", kSeats);
  for (int i = 0; i < 3; ++i) {
    world.start();
    world.run_until_told_to_stop(kClients, 100);
  }
  expect_all_well(world);
}

}  // namespace
}  // namespace opora::testing
