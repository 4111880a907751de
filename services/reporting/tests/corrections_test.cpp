// What was wrong about who came is put right, and every figure follows, in whatever order it is told.
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "reporting/service.h"
#include "reporting/tests/network.h"

namespace opora::reporting::testing {
namespace {

using AllTold = std::vector<registration::v1::Event>;

void plan_two(Harness& harness) {
  tell(harness, round_planned(1, 1, {1}, 2023));
  for (const int number : {1, 2}) {
    PlannedSession planned;
    planned.number = number;
    tell(harness, session_published(planned));
  }
}

struct CorrectionCase {
  const char* rule;
  AllTold told;
  std::int64_t people, people_at_most, attendances, unnamed, organisations, sessions;
};

std::vector<CorrectionCase> all_cases() {
  return {
      {"taken back", {attended(1, 1, 1), attended(2, 1, 1), attendance_taken_back(1, 1)}, 1, 1, 1, 0, 1, 1},
      {"the only one of a session", {attended(1, 1, 1), attendance_taken_back(1, 1)}, 0, 0, 0, 0, 0, 0},
      {"moved to another session", {attended(1, 1, 1), attendance_taken_back(1, 1), attended(1, 2, 2)},
       1, 1, 1, 0, 1, 1},
      {"given again", {attended(1, 1, 1), attendance_taken_back(1, 1), attended_again(1, 1, 2, 2)}, 1, 1, 1, 0, 1, 1},
      {"counted without names", {attendance_counted(1, 1, 5)}, 5, 5, 5, 5, 1, 1},
      {"beside others", {attended(1, 1, 1), attendance_counted(1, 1, 5)}, 6, 6, 6, 5, 1, 1},
      {"at another session: they may be those of the first",
       {attended(1, 1, 1), attended(2, 1, 1), attended(3, 1, 1), attendance_counted(2, 2, 2)}, 3, 5, 5, 2, 2, 2},
      {"counted at both sessions", {attendance_counted(1, 1, 5), attendance_counted(2, 1, 3)}, 5, 8, 8, 8, 1, 2},
      {"counted again", {attendance_counted(1, 1, 5), attendance_counted(1, 1, 2, 2)}, 2, 2, 2, 2, 1, 1},
      {"none any more", {attended(1, 2, 1), attendance_counted(1, 1, 5), attendance_counted(1, 1, 0, 2)},
       1, 1, 1, 0, 1, 1},
  };
}

v1::RoundReport report_once_told(const AllTold& told, bool planned_first) {
  Harness harness(make_reporting());
  if (planned_first) plan_two(harness);
  for (const auto& event : told) tell(harness, event);
  if (!planned_first) plan_two(harness);
  harness.clock().set(in_yakutsk("2023-10-04T00:00"));  // when both are over
  EXPECT_EQ(harness.violations(), std::vector<std::string>());
  return testing::report_of(harness, 1).value();
}

TEST(Corrections, MoveEveryFigure) {
  for (const CorrectionCase& row : all_cases()) {
    const auto report = report_once_told(row.told, true);
    EXPECT_EQ(figure(report, v1::MEASURE_PEOPLE), row.people) << row.rule;
    EXPECT_EQ(figure_at_most(report, v1::MEASURE_PEOPLE), row.people_at_most) << row.rule;
    EXPECT_EQ(figure(report, v1::MEASURE_ATTENDANCES), row.attendances) << row.rule;
    EXPECT_EQ(figure_at_most(report, v1::MEASURE_ATTENDANCES), row.attendances) << row.rule;
    EXPECT_EQ(figure(report, v1::MEASURE_ATTENDANCES_UNNAMED), row.unnamed) << row.rule;
    EXPECT_EQ(figure(report, v1::MEASURE_ORGANISATIONS), row.organisations) << row.rule;
    EXPECT_EQ(figure(report, v1::MEASURE_SESSIONS_HELD), row.sessions) << row.rule;
    EXPECT_EQ(figure(report, v1::MEASURE_SESSION_MINUTES), row.sessions * 90) << row.rule;
  }
}

TEST(Corrections, GiveTheSameInAnyOrder) {
  for (const CorrectionCase& row : all_cases()) {
    const auto expected = report_once_told(row.told, true);
    std::vector<std::size_t> order(row.told.size());
    for (std::size_t index = 0; index < order.size(); ++index) order[index] = index;
    do {
      AllTold told;
      for (const std::size_t index : order) told.push_back(row.told[index]);
      EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(expected.figures(0),
                                                                     report_once_told(told, false).figures(0)))
          << row.rule;
    } while (std::ranges::next_permutation(order).found);
  }
}

TEST(Corrections, WidenTheRowsTheyConcern) {
  const auto report = report_once_told({attended(1, 1, 1), attended(2, 2, 1), attendance_counted(1, 2, 4)}, true);
  const auto school = row(report, v1::DIMENSION_ORGANISATION, organisation(1));
  EXPECT_EQ(school.people_count(), 2);
  EXPECT_EQ(school.people_at_most(), 2);
  const auto club = row(report, v1::DIMENSION_ORGANISATION, organisation(2));
  EXPECT_EQ(club.people_count(), 4);
  EXPECT_EQ(club.attendance_count(), 4);
  const auto site_row = row(report, v1::DIMENSION_SITE, site(1));
  EXPECT_EQ(site_row.people_count(), 5);
  EXPECT_EQ(site_row.people_at_most(), 6);
  EXPECT_EQ(site_row.attendance_count(), 6);
}

using CorrectionsParked = ReportingTest;

TEST_F(CorrectionsParked, SayWhatTheyAreAbout) {
  tell(registration::v1::Event(attendance_taken_back(1, 1)));
  registration::v1::Event nothing;
  nothing.mutable_attendance_counted();
  tell(nothing);
  EXPECT_EQ(service.host().parked_count(), 1);
}

}  // namespace
}  // namespace opora::reporting::testing
