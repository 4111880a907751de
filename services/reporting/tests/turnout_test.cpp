// Who came of those who had a seat: in every way in which seats and people can be named or not.
#include "reporting/domain/turnout.h"

#include <gtest/gtest.h>

#include <vector>

namespace opora::reporting {
namespace {

const OrganisationId kSchool{"school"}, kClinic{"clinic"}, kNobody{};

struct TurnoutCase {
  const char* rule;
  std::vector<SeatedGroup> groups;  // organisation, seats, names
  CameByOrganisation came;          // members, others, without names
  Turnout expected;                 // came, seats, of these taken at least and at most
};

const TurnoutCase kCases[] = {
    {"everybody came", {{kSchool, 3, 3}}, {{kSchool, {3, 0, 0}}}, {3, 3, 3, 3}},
    {"nobody of them came", {{kSchool, 3, 3}}, {{kClinic, {0, 2, 0}}}, {2, 3, 0, 0}},
    {"a colleague takes no seat with a name", {{kSchool, 3, 3}}, {{kSchool, {2, 1, 0}}}, {3, 3, 2, 2}},
    {"but one without", {{kSchool, 3, 2}}, {{kSchool, {2, 1, 0}}}, {3, 3, 3, 3}},
    {"no seat has a name", {{kSchool, 3, 0}}, {{kSchool, {0, 2, 0}}}, {2, 3, 2, 2}},
    {"more come than there are seats", {{kSchool, 3, 0}}, {{kSchool, {0, 5, 0}}}, {5, 3, 3, 3}},
    {"guests take none", {{kSchool, 3, 0}}, {{kNobody, {0, 4, 0}}}, {4, 3, 0, 0}},
    {"people without names may be those of the seats, or others",
     {{kSchool, 5, 5}}, {{kSchool, {1, 0, 3}}}, {4, 5, 1, 4}},
    {"of seats without names they are", {{kSchool, 5, 0}}, {{kSchool, {0, 0, 3}}}, {3, 5, 3, 3}},
    {"more of them than seats", {{kSchool, 2, 2}}, {{kSchool, {0, 0, 9}}}, {9, 2, 0, 2}},
    {"seats without names are taken by those with names first",
     {{kSchool, 4, 2}}, {{kSchool, {1, 1, 2}}}, {4, 4, 3, 4}},
    {"more names than seats", {{kSchool, 2, 3}}, {{kSchool, {3, 0, 0}}}, {3, 2, 2, 2}},
    {"two groups of one organisation", {{kSchool, 2, 2}, {kSchool, 3, 1}}, {{kSchool, {2, 1, 0}}}, {3, 5, 3, 3}},
    {"organisations don't share", {{kSchool, 2, 0}, {kClinic, 2, 0}}, {{kSchool, {0, 4, 0}}}, {4, 4, 2, 2}},
    {"a group of whom nobody knows who sends it", {{kNobody, 5, 0}}, {{kNobody, {0, 2, 0}}}, {2, 5, 0, 0}},
    {"no seats at all", {}, {{kSchool, {0, 2, 1}}}, {3, 0, 0, 0}},
};

TEST(TurnoutOfASession, IsNeverMoreThanItsSeats) {
  for (const TurnoutCase& row : kCases) {
    const Turnout turnout = turnout_of(row.groups, row.came);
    EXPECT_EQ(turnout, row.expected) << row.rule << ": " << turnout.came << " came, with a seat "
                                     << turnout.came_with_seat << " to " << turnout.came_with_seat_at_most << " of "
                                     << turnout.seats;
    EXPECT_LE(turnout.came_with_seat, turnout.came_with_seat_at_most) << row.rule;
    EXPECT_LE(turnout.came_with_seat_at_most, turnout.seats) << row.rule;
  }
}

TEST(TurnoutOfARound, IsTheSum) {
  Turnout whole{4, 5, 1, 4};
  whole += {3, 3, 3, 3};
  EXPECT_EQ(whole, (Turnout{7, 8, 4, 7}));
}

}  // namespace
}  // namespace opora::reporting
