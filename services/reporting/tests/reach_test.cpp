#include "reporting/domain/reach.h"

#include <vector>

#include <gtest/gtest.h>

namespace opora::reporting {
namespace {

Came came(const char* session, const char* person, const char* organisation, const char* site = "here",
          const char* date = "2023-10-03") {
  Came who;
  who.session.id = {session};
  who.session.round = {"round"};
  who.session.site = {site};
  who.session.local_date = date;
  who.session.duration_minutes = 90;
  who.person = {person};
  who.organisation = {organisation};
  return who;
}

struct Case {
  const char* rule;
  std::vector<Came> round;
  Reach expected;  // people, attendances, organisations, sessions, minutes, days
};

class ReachOfARound : public ::testing::TestWithParam<Case> {};

TEST_P(ReachOfARound, CountsTheWhole) {
  const Case& c = GetParam();
  const auto rows = recount(c.round, Dimension::whole);
  ASSERT_EQ(rows.size(), 1U) << c.rule;
  EXPECT_EQ(rows.at("round"), c.expected) << c.rule;
}

INSTANTIATE_TEST_SUITE_P(
    Rules, ReachOfARound,
    ::testing::Values(
        Case{"one person once", {came("s1", "ann", "school")}, {1, 1, 1, 1, 90, 1}},
        Case{"one person at two sessions", {came("s1", "ann", "school"), came("s2", "ann", "school")}, {1, 2, 1, 2, 180, 1}},
        Case{"two people: the session's minutes once",
             {came("s1", "ann", "school"), came("s1", "bob", "school")},
             {2, 2, 1, 1, 90, 1}},
        Case{"a guest belongs to no organisation", {came("s1", "ann", "school"), came("s1", "guest", "")}, {2, 2, 1, 1, 90, 1}},
        Case{"one person with two organisations", {came("s1", "ann", "school"), came("s2", "ann", "club")}, {1, 2, 2, 2, 180, 1}},
        Case{"days are dates, over all sites",
             {came("s1", "ann", "school", "here", "2023-10-03"), came("s2", "bob", "school", "there", "2023-10-03"),
              came("s3", "bob", "school", "there", "2023-10-04")},
             {2, 3, 1, 3, 270, 2}}));

TEST(Reach, RowsOfPeopleOverlap) {
  const std::vector<Came> round = {came("s1", "ann", "school", "here"), came("s2", "ann", "school", "there")};
  const auto by_site = recount(round, Dimension::site);
  EXPECT_EQ(by_site.at("here").people, 1);
  EXPECT_EQ(by_site.at("there").people, 1);
  EXPECT_EQ(recount(round, Dimension::whole).at("round").people, 1);
}

TEST(Reach, GuestsHaveARowOfTheirOwn) {
  const std::vector<Came> round = {came("s1", "ann", "school"), came("s1", "guest", "")};
  const auto by_organisation = recount(round, Dimension::organisation);
  EXPECT_EQ(by_organisation.at("").people, 1);
  EXPECT_EQ(by_organisation.at("school").people, 1);
}

}  // namespace
}  // namespace opora::reporting
