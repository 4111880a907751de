#include "reporting/domain/group_seats.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace opora::reporting {
namespace {

GroupSeats update(GroupStatus standing, int head_count) { return {{"group"}, {"session"}, head_count, standing}; }

struct Seating {
  const char* rule;
  std::vector<GroupSeats> told;
  GroupStatus standing;
  int head_count;
};

class LearnOfAGroup : public ::testing::TestWithParam<Seating> {};

TEST_P(LearnOfAGroup, InAnyOrderAndTwice) {
  const Seating& c = GetParam();
  std::vector<std::size_t> order(c.told.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  do {
    std::optional<GroupSeats> known;
    for (const std::size_t next : order) {
      known = updated(known, c.told[next]);
      known = updated(known, c.told[next]);
    }
    EXPECT_EQ(known, update(c.standing, c.head_count)) << c.rule;
  } while (std::next_permutation(order.begin(), order.end()));
}

INSTANTIATE_TEST_SUITE_P(
    Rules, LearnOfAGroup,
    ::testing::Values(
        Seating{"confirmed at once", {update(GroupStatus::confirmed, 4)}, GroupStatus::confirmed, 4},
        Seating{"waits", {update(GroupStatus::waiting, 3)}, GroupStatus::waiting, 3},
        Seating{"promoted",
                {update(GroupStatus::waiting, 3), update(GroupStatus::confirmed, 3)},
                GroupStatus::confirmed,
                3},
        Seating{"cancelled while waiting",
             {update(GroupStatus::waiting, 3), update(GroupStatus::cancelled, 0)},
             GroupStatus::cancelled,
             3},
        Seating{"promoted, then cancelled",
             {update(GroupStatus::waiting, 3), update(GroupStatus::confirmed, 3), update(GroupStatus::cancelled, 3)},
             GroupStatus::cancelled,
             3}));

}  // namespace
}  // namespace opora::reporting
