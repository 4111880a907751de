// What is known of a scan that was set aside does not depend on the order in which it is told.
#include "reporting/domain/scans.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace opora::reporting {
namespace {

using enum ScanStanding;

struct Case {
  const char* rule;
  std::vector<ScanStanding> told;
  ScanStanding standing;
};

class LearnOfAScan : public ::testing::TestWithParam<Case> {};

TEST_P(LearnOfAScan, InAnyOrderAndTwice) {
  const Case& c = GetParam();
  std::vector<ScanStanding> order = c.told;
  std::ranges::sort(order);
  do {
    std::optional<ScanSetAside> known;
    for (const ScanStanding standing : order) {
      const ScanSetAside update{{"scan"}, {"session"}, standing};
      known = updated(known, update);
      known = updated(known, update);
    }
    EXPECT_EQ(known, (ScanSetAside{{"scan"}, {"session"}, c.standing})) << c.rule;
  } while (std::ranges::next_permutation(order).found);
}

INSTANTIATE_TEST_SUITE_P(Rules, LearnOfAScan,
                         ::testing::Values(Case{"waits for somebody", {set_aside}, set_aside},
                                           Case{"settled, and never waits again", {set_aside, settled}, settled}));

}  // namespace
}  // namespace opora::reporting
