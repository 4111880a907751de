// What is known of an attendance, and of who was counted without names, does not depend on the order in which it is
// told.
#include "reporting/domain/attendance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace opora::reporting {
namespace {

Attendance attended_with(const char* organisation, int change) {
  return {{"session"}, {"anna"}, {organisation}, false, change};
}

struct AttendanceCase {
  const char* rule;
  std::vector<Attendance> told;  // by their changes, from 0
};

class LearnOfAnAttendance : public ::testing::TestWithParam<AttendanceCase> {};

TEST_P(LearnOfAnAttendance, InAnyOrderAndTwice) {
  std::vector<std::size_t> order(GetParam().told.size());
  for (std::size_t index = 0; index < order.size(); ++index) order[index] = index;
  do {
    std::optional<Attendance> known;
    for (const std::size_t index : order) {
      known = updated(known, GetParam().told[index]);
      known = updated(known, GetParam().told[index]);
    }
    EXPECT_EQ(known, GetParam().told.back()) << GetParam().rule;
  } while (std::ranges::next_permutation(order).found);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, LearnOfAnAttendance,
    ::testing::Values(AttendanceCase{"that counts", {attended_with("school", 0)}},
                      AttendanceCase{"that was taken back", {attended_with("school", 0), attended_with("", 1)}},
                      AttendanceCase{"that was given again with another organisation",
                                     {attended_with("school", 0), attended_with("", 1), attended_with("clinic", 2)}},
                      AttendanceCase{"that was taken back again",
                                     {attended_with("school", 0), attended_with("", 1), attended_with("clinic", 2),
                                      attended_with("", 3)}}));

TEST(LearnOfACount, InAnyOrderAndTwice) {
  const UnnamedCount first{{"session"}, {"school"}, 5, 1}, second{{"session"}, {"school"}, 4, 2};
  EXPECT_EQ(updated(first, second), second);
  EXPECT_EQ(updated(second, first), second);
  EXPECT_EQ(updated(std::optional<UnnamedCount>(), first), first);
}

}  // namespace
}  // namespace opora::reporting
