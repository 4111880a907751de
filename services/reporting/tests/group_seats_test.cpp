#include "reporting/domain/group_seats.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace opora::reporting {
namespace {

GroupSeats news(Standing standing, int head_count) { return {{"group"}, {"session"}, head_count, standing}; }

struct Seating {
  const char* rule;
  std::vector<GroupSeats> told;
  Standing standing;
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
      known = learn(known, c.told[next]);
      known = learn(known, c.told[next]);
    }
    EXPECT_EQ(known, news(c.standing, c.head_count)) << c.rule;
  } while (std::next_permutation(order.begin(), order.end()));
}

INSTANTIATE_TEST_SUITE_P(
    Rules, LearnOfAGroup,
    ::testing::Values(
        Seating{"confirmed at once", {news(Standing::confirmed, 4)}, Standing::confirmed, 4},
        Seating{"waits", {news(Standing::waiting, 3)}, Standing::waiting, 3},
        Seating{"promoted", {news(Standing::waiting, 3), news(Standing::confirmed, 3)}, Standing::confirmed, 3},
        Seating{"cancelled while waiting",
             {news(Standing::waiting, 3), news(Standing::cancelled, 0)},
             Standing::cancelled,
             3},
        Seating{"promoted, then cancelled",
             {news(Standing::waiting, 3), news(Standing::confirmed, 3), news(Standing::cancelled, 3)},
             Standing::cancelled,
             3}));

}  // namespace
}  // namespace opora::reporting
