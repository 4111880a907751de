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
    const auto whole = report();
    for (const auto& each : whole.former_names())
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
  service.clock().set(in_yakutsk("2023-10-03T00:00"));  // when both are over
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
  service.clock().set(in_yakutsk("2023-10-03T00:00"));  // when the other is over
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
