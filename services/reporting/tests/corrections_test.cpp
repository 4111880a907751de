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
// What was put right since it was told: sessions moved and cancelled, things renamed.
#include "reporting/tests/network.h"

namespace opora::reporting::testing {
namespace {

scheduling::v1::Event session_moved(int number, const std::string& local_start, int minutes, int to_site) {
  PlannedSession planned;
  planned.number = number;
  planned.local_start = local_start;
  planned.minutes = minutes;
  planned.site = to_site;
  return session_moved(planned);
}

scheduling::v1::Event thing_renamed(scheduling::v1::NamedThing kind, const std::string& id, const std::string& former,
                                    const std::string& name) {
  scheduling::v1::Event event;
  auto& renamed = *event.mutable_thing_renamed();
  renamed.set_kind(kind);
  renamed.set_thing_id(id);
  (*renamed.mutable_name()->mutable_by_language())["en"] = name;
  (*renamed.mutable_former_name()->mutable_by_language())["en"] = former;
  return event;
}

registration::v1::Event organisation_renamed(int number, const std::string& former, const std::string& name) {
  registration::v1::Event event;
  auto& renamed = *event.mutable_organisation_renamed();
  renamed.set_organisation_id(organisation(number));
  (*renamed.mutable_name()->mutable_by_language())["en"] = name;
  (*renamed.mutable_former_name()->mutable_by_language())["en"] = former;
  return event;
}

// A round of two sessions, on the first day of October 2023 and the day after.
class CorrectedRound : public ReportingTest {
 protected:
  void SetUp() override {
    tell(region_added(1, "Amur"));
    tell(site_added(1, "Svobodny"));
    tell(site_added(2, "Zeya"));
    tell(venue_added(1, 1, "Library"));
    tell(room_added(1, 1, "Reading room"));
    tell(programme_added(1, "Support"));
    tell(project_added(1, "Strength"));
    tell(round_planned(1, 1, {1}, 2023, {1}));
    PlannedSession planned;
    planned.local_start = "2023-10-01T10:00";
    tell(session_published(planned));
    planned.number = 2;
    planned.local_start = "2023-10-02T10:00";
    planned.minutes = 60;
    tell(session_published(planned));
    tell(organisation_added(1, "Sunrise"));
  }
  v1::RoundReport report() { return report_of(1).value(); }
  // "now, until then: before", of each thing whose name has changed.
  std::vector<std::string> renamed() {
    std::vector<std::string> all;
    for (const auto& each : report().former_names())
      all.push_back(each.name().by_language().at("en") + ", until " + each.until_date() + ": " +
                    each.former_name().by_language().at("en"));
    return all;
  }
};

using Names = std::vector<std::string>;
using MovedSessions = CorrectedRound;
using CancelledSessions = CorrectedRound;
using RenamedThings = CorrectedRound;

TEST_F(MovedSessions, CountWhereAndWhenTheyWereHeld) {
  tell(attended(1, 1, 1));
  tell(attended(1, 2, 1));
  EXPECT_EQ(figure(report(), v1::MEASURE_SESSION_DAYS), 2);
  EXPECT_EQ(figure(report(), v1::MEASURE_SESSION_MINUTES), 150);
  tell(session_moved(1, "2023-10-02T14:00", 45, 2));
  EXPECT_EQ(figure(report(), v1::MEASURE_SESSION_DAYS), 1);
  EXPECT_EQ(figure(report(), v1::MEASURE_SESSION_MINUTES), 105);
  EXPECT_EQ(row(report(), v1::DIMENSION_SITE, site(2)).attendance_count(), 1);
  EXPECT_EQ(service.violations(), Names{});
}

// Where somebody works on its new day is whom they came with.
TEST_F(MovedSessions, CountWithWhomPeopleCameThatDay) {
  tell(roster_member_added(1, 1, "2023-10-05"));
  tell(attended(1, 1, 0));
  EXPECT_EQ(figure(report(), v1::MEASURE_ORGANISATIONS), 0);
  tell(session_moved(1, "2023-10-06T10:00", 90, 1));
  EXPECT_EQ(figure(report(), v1::MEASURE_ORGANISATIONS), 1);
}

TEST_F(CancelledSessions, CountNowhereAndAreSaid) {
  tell(attended(1, 1, 1));
  tell(attended(2, 1, 1));
  tell(attended(2, 2, 1));
  tell(group_confirmed(1, 1, 5));
  tell(group_waitlisted(2, 1, 4));
  tell(session_cancelled(1));
  EXPECT_EQ(figure(report(), v1::MEASURE_PEOPLE), 1);
  EXPECT_EQ(figure(report(), v1::MEASURE_ATTENDANCES), 1);
  EXPECT_EQ(figure(report(), v1::MEASURE_SESSIONS_HELD), 1);
  EXPECT_EQ(figure(report(), v1::MEASURE_SESSION_MINUTES), 60);
  EXPECT_EQ(figure(report(), v1::MEASURE_SEATS_CONFIRMED), 0);
  EXPECT_EQ(figure(report(), v1::MEASURE_SEATS_WAITING), 0);
  EXPECT_EQ(figure(report(), v1::MEASURE_SESSIONS_CANCELLED), 1);
  EXPECT_EQ(figure(report(), v1::MEASURE_ATTENDANCES_CANCELLED), 2);
  ASSERT_EQ(report().cancelled_sessions_size(), 1);
  EXPECT_EQ(report().cancelled_sessions(0).session_id(), session(1));
  EXPECT_EQ(report().cancelled_sessions(0).local_date(), "2023-10-01");
  EXPECT_EQ(service.violations(), Names{});
}

TEST_F(CancelledSessions, CountNowhereThoughTheirAttendancesAreHeardOfLater) {
  tell(session_cancelled(1));
  tell(attended(1, 1, 1));
  EXPECT_EQ(figure(report(), v1::MEASURE_PEOPLE), 0);
  EXPECT_EQ(figure(report(), v1::MEASURE_ATTENDANCES_CANCELLED), 1);
  EXPECT_EQ(service.violations(), Names{});
}

TEST_F(RenamedThings, CarryTheirNewNameAndSayTheFormerOneOnce) {
  tell(attended(1, 1, 1));
  service.clock().set(Instant{1'714'694'400'000'000});  // 2024-05-03
  tell(organisation_renamed(1, "Sunrise", "Dawn"));
  EXPECT_EQ(row(report(), v1::DIMENSION_ORGANISATION, organisation(1)).label().by_language().at("en"), "Dawn");
  EXPECT_EQ(renamed(), Names{"Dawn, until 2024-05-03: Sunrise"});
}

TEST_F(RenamedThings, OfEveryKindThatAReportSpeaksOf) {
  using namespace scheduling::v1;
  const std::pair<NamedThing, std::string> things[] = {
      {NAMED_THING_REGION, region(1)}, {NAMED_THING_SITE, site(1)},   {NAMED_THING_PROGRAMME, programme(1)},
      {NAMED_THING_PROJECT, project(1)}, {NAMED_THING_ROUND, round(1)}, {NAMED_THING_SESSION, session(1)},
      {NAMED_THING_VENUE, venue(1)},     {NAMED_THING_ROOM, room(1)}};
  service.clock().set(Instant{1'714'694'400'000'000});
  for (const auto& [kind, id] : things) tell(thing_renamed(kind, id, "Before", "After"));
  EXPECT_EQ(renamed(), Names(8, "After, until 2024-05-03: Before"));
  EXPECT_EQ(report().name().by_language().at("en"), "After");
  EXPECT_EQ(report().programme_name().by_language().at("en"), "After");
  tell(thing_renamed(NAMED_THING_ROOM, room(2), "Before", "After"));
  tell(thing_renamed(NAMED_THING_SITE, site(2), "Before", "After"));
  EXPECT_EQ(renamed().size(), 8U) << "nothing was held in the other room, nor at the other site";
}

TEST_F(RenamedThings, BeforeTheRoundAreNoMatter) {
  tell(round_planned(2, 1, {1}, 2023, {1}));
  PlannedSession later;
  later.number = 3;
  later.round = 2;
  later.local_start = "2023-10-20T10:00";
  tell(session_published(later));
  tell(attended(1, 3, 1));
  tell(organisation_renamed(1, "Sunrise", "Dawn"));  // on the first of the month
  const v1::RoundReport report = report_of(2).value();
  EXPECT_EQ(report.former_names_size(), 0);
  EXPECT_EQ(row(report, v1::DIMENSION_ORGANISATION, organisation(1)).label().by_language().at("en"), "Dawn");
}

TEST_F(RenamedThings, ARoundToldAgainKeepsItsNewName) {
  tell(thing_renamed(scheduling::v1::NAMED_THING_ROUND, round(1), "Round", "Dawn"));
  tell(round_planned(1, 1, {1}, 2023, {1}));
  EXPECT_EQ(report().name().by_language().at("en"), "Dawn");
}

}  // namespace
}  // namespace opora::reporting::testing
