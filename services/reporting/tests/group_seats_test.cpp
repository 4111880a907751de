#include "reporting/domain/group_seats.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace opora::reporting {
namespace {

GroupSeats update(GroupStatus standing, int head_count, int change = 0) {
  return {{"group"}, {"session"}, head_count, standing, {}, change};
}

struct Seating {
  const char* rule;
  std::vector<GroupSeats> told;
  GroupStatus standing;
  int head_count;
  int change = 0;
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
    EXPECT_EQ(known, update(c.standing, c.head_count, c.change)) << c.rule;
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
             3},
        Seating{"made smaller",
                {update(GroupStatus::confirmed, 5), update(GroupStatus::waiting, 3, 1)},
                GroupStatus::confirmed,
                3,
                1},
        Seating{"made smaller and larger",
                {update(GroupStatus::confirmed, 5), update(GroupStatus::waiting, 3, 1),
                 update(GroupStatus::waiting, 4, 2)},
                GroupStatus::confirmed,
                4,
                2},
        Seating{"made smaller, so that it was promoted",
                {update(GroupStatus::waiting, 5), update(GroupStatus::waiting, 3, 1),
                 update(GroupStatus::confirmed, 3, 1)},
                GroupStatus::confirmed,
                3,
                1},
        Seating{"made smaller, then cancelled while it waits",
                {update(GroupStatus::waiting, 5), update(GroupStatus::waiting, 3, 1),
                 update(GroupStatus::cancelled, 0, 1)},
                GroupStatus::cancelled,
                3,
                1}));

struct Belonging {
  const char* rule;
  std::vector<GroupMember> told;
  bool has_left;
};

GroupMember named(int change) { return {{"group"}, {"anna"}, change, false}; }
GroupMember left(int change) { return {{"group"}, {"anna"}, change, true}; }

TEST(LearnOfAMember, InAnyOrderAndTwice) {
  const Belonging cases[] = {{"named", {named(0)}, false},
                             {"who left", {named(0), left(1)}, true},
                             {"named again", {named(0), left(1), named(1)}, false},
                             {"who came back for somebody", {named(0), left(1), named(2)}, false},
                             {"who left again", {named(0), left(1), named(1), left(2)}, true}};
  for (const Belonging& row : cases) {
    std::vector<std::size_t> order(row.told.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    do {
      std::optional<GroupMember> known;
      for (const std::size_t next : order) {
        known = updated(known, row.told[next]);
        known = updated(known, row.told[next]);
      }
      EXPECT_EQ(known->has_left, row.has_left) << row.rule;
    } while (std::next_permutation(order.begin(), order.end()));
  }
}

}  // namespace
}  // namespace opora::reporting
