// With whom somebody came, and whether anybody knows them, is what is known when it is counted.
#include <gtest/gtest.h>

#include <functional>

#include "reporting/tests/network.h"
#include "reporting/service.h"
#include "reporting/store/progress.h"

namespace opora::reporting::testing {
namespace {

using ToldThere = std::vector<registration::v1::Event>;

// Session 1 is on 2023-10-03. What registration tells, and then with whom person 1 is said to have come.
struct Learning {
  const char* rule;
  ToldThere told;
  int organisation;  // 0: a guest
  bool unverified;
};

std::vector<Learning> cases() {
  return {
      {"a guest nobody knows", {attended_unknown(1, 1)}, 0, true},
      {"who came with somebody", {attended(1, 1, 3)}, 3, false},
      {"named in their group afterwards",
       {group_confirmed(1, 1, 1, {}), attended_unknown(1, 1), members_named(1, {1})}, 1, false},
      {"registered afterwards", {attended_unknown(1, 1), group_confirmed(1, 1, 1, {1})}, 1, false},
      {"whose group waits", {group_waitlisted(1, 1, 1, {1}), attended(1, 1, 0)}, 0, false},
      {"whose group is promoted afterwards",
       {group_waitlisted(1, 1, 1, {1}), attended(1, 1, 0), group_promoted(1, 1, 1)}, 1, false},
      {"in a group of another session", {attended_unknown(1, 1), group_confirmed(1, 2, 1, {1})}, 0, false},
      {"whose group was cancelled afterwards",
       {group_confirmed(1, 1, 1, {1}), attended(1, 1, 1), group_cancelled(1, 1, 9)}, 1, false},
      {"who was moved to another group",
       {group_confirmed(1, 1, 1, {1}), attended(1, 1, 1), group_cancelled(1, 1, 9), group_confirmed(2, 1, 2, {1})},
       2, false},
      {"whose group was cancelled, and who works elsewhere",
       {group_confirmed(1, 1, 1, {1}), attended(1, 1, 1), group_cancelled(1, 1, 9),
        roster_member_added(1, 2, "2023-01-01")},
       2, false},
      {"put on a roster afterwards", {attended_unknown(1, 1), roster_member_added(1, 2, "2023-10-03")}, 2, false},
      {"on a roster from the next day", {attended_unknown(1, 1), roster_member_added(1, 2, "2023-10-04")}, 0, false},
      {"who left that day", {attended(1, 1, 0), roster_member_added(1, 2, "2023-01-01", "2023-10-03")}, 2, false},
      {"who left the day before", {attended(1, 1, 0), roster_member_added(1, 2, "2023-01-01", "2023-10-02")}, 0, false},
      {"on two rosters",
       {attended(1, 1, 0), roster_member_added(1, 1, "2023-02-01"), roster_member_added(1, 2, "2023-01-01")}, 2, false},
      {"on two rosters from one day",
       {attended(1, 1, 0), roster_member_added(1, 2, "2023-01-01"), roster_member_added(1, 1, "2023-01-01")}, 1, false},
      {"in a group before the roster",
       {roster_member_added(1, 2, "2023-01-01"), attended(1, 1, 2), group_confirmed(1, 1, 1, {1})}, 1, false},
      {"who was replaced", {group_confirmed(1, 1, 1, {1}), member_substituted(1, 1, 1, 7, 1), attended(1, 1, 0)}, 0,
       false},
      {"who came in the place of somebody",
       {group_confirmed(1, 1, 1, {7}), member_substituted(1, 1, 7, 1, 1), attended(1, 1, 0)}, 1, false},
      {"who was replaced, and works elsewhere",
       {group_confirmed(1, 1, 1, {1}), member_substituted(1, 1, 1, 7, 1), attended(1, 1, 0),
        roster_member_added(1, 2, "2023-01-01")},
       2, false},
      {"who was cancelled", {group_confirmed(1, 1, 1, {1}), members_cancelled(1, 1, {1}, 8, 1), attended(1, 1, 0)}, 0,
       false},
      {"who was cancelled, and named again",
       {group_confirmed(1, 1, 1, {1}), members_cancelled(1, 1, {1}, 8, 1), members_named(1, {1}, 1),
        attended_unknown(1, 1)},
       1, false},
      {"who was named later, and replaced",
       {group_confirmed(1, 1, 1, {}), members_named(1, {1}), member_substituted(1, 1, 1, 7, 1),
        attended_unknown(1, 1)},
       0, false},
      {"of an old log, where groups say nobody", {attended(1, 1, 3), group_confirmed(1, 1, 9)}, 3, false},
  };
}

void plan(Harness& harness) {
  tell(harness, round_planned(1, 1, {1}, 2023));
  for (const int number : {1, 2}) {
    PlannedSession planned;
    planned.number = number;
    tell(harness, session_published(planned));
  }
}

std::string whom(const v1::RoundReport& report) {
  const v1::Breakdown& rows = breakdown(report, v1::DIMENSION_ORGANISATION);
  return rows.rows_size() == 1 ? rows.rows(0).key() : std::to_string(rows.rows_size()) + " rows";
}

void expect(Harness& harness, const Learning& row) {
  const auto report = report_of(harness, 1).value();
  EXPECT_EQ(whom(report), row.organisation == 0 ? "" : organisation(row.organisation)) << row.rule;
  EXPECT_EQ(figure(report, v1::MEASURE_PEOPLE_UNVERIFIED), row.unverified ? 1 : 0) << row.rule;
  EXPECT_EQ(figure(report, v1::MEASURE_PEOPLE), 1) << row.rule;
  EXPECT_EQ(harness.violations(), std::vector<std::string>()) << row.rule;
}

TEST(WithWhom, IsWhatIsKnownWhenItIsCounted) {
  for (const Learning& row : cases()) {
    Harness harness(make_reporting());
    plan(harness);
    for (const auto& event : row.told) tell(harness, event);
    expect(harness, row);
  }
}

TEST(WithWhom, IsTheSameInWhateverOrderTheLogsCome) {
  for (const Learning& row : cases()) {
    Harness harness(make_reporting());
    for (const auto& event : row.told) tell(harness, event);
    plan(harness);
    expect(harness, row);
  }
}

// As it was before figures were derived: what is new is passed over, and groups say nothing of who sends them.
Service older() {
  Service service = make_reporting();
  service.relearn = {};
  std::erase_if(service.handlers, [](const Handler& each) {
    return each.input() == registration::v1::GroupMembersNamed::descriptor() ||
           each.input() == registration::v1::RosterMemberAdded::descriptor();
  });
  for (Handler& each : service.handlers) {
    if (each.input() != registration::v1::GroupConfirmed::descriptor() &&
        each.input() != registration::v1::GroupWaitlisted::descriptor())
      continue;
    const auto present = each.consumer();
    each = each.with_consumer([present](Transaction& tx, const std::string& source, const LogRecord& record,
                                        const google::protobuf::Message& body) {
      const std::unique_ptr<google::protobuf::Message> less(body.New());
      less->CopyFrom(body);
      for (const char* name : {"organisation_id", "person_ids"})
        less->GetReflection()->ClearField(less.get(), less->GetDescriptor()->FindFieldByName(name));
      return present(tx, source, record, *less);
    });
  }
  return service;
}

TEST(WithWhom, IsLearntFromWhatAnOlderBuildPassedOver) {
  for (const Learning& row : cases()) {
    Harness harness(older());
    plan(harness);
    for (const auto& event : row.told) tell(harness, event);
    EXPECT_EQ(figure(report_of(harness, 1).value(), v1::MEASURE_PEOPLE), 1) << "no figure is lost meanwhile";
    harness.restart_as(make_reporting());
    harness.settle();
    expect(harness, row);
  }
}

// Replicas are replaced one by one, and back: whatever an older one applies is learnt once a newer one runs.
TEST(WithWhom, IsLearntHoweverOftenAnOlderBuildRunsBetween) {
  for (const Learning& row : cases()) {
    Harness harness(make_reporting());
    plan(harness);
    bool is_older = false;
    for (const auto& event : row.told) {
      is_older = !is_older;
      harness.restart_as(is_older ? older() : make_reporting());
      tell(harness, event);
    }
    harness.restart_as(make_reporting());
    harness.settle();
    expect(harness, row);
  }
}

TEST(WithWhom, SaysByItsPositionWhatItHasLearnt) {
  Harness harness(older());
  plan(harness);
  tell(harness, attended_unknown(1, 1));
  tell(harness, roster_member_added(1, 2, "2023-10-03"));
  const auto position = [&] { return report_of(harness, 1).value().positions(0).position(); };
  EXPECT_EQ(position(), 0) << "by a build that looks for what it has learnt";
  harness.restart_as(make_reporting());
  harness.settle();
  EXPECT_EQ(position(), 2);
}

// One that can't be applied is parked as it would have been, and its key's later ones with it.
TEST(WithWhom, ParksWhatItCanNotLearn) {
  Harness harness(older());
  plan(harness);
  tell(harness, attended_unknown(1, 1));
  registration::v1::Event nobody;
  nobody.mutable_roster_member_added()->set_organisation_id(organisation(1));
  tell(harness, nobody);
  tell(harness, roster_member_added(1, 2, "2023-10-03"));
  EXPECT_EQ(harness.host().parked_count(), 0) << "it was none of its business";
  harness.restart_as(make_reporting());
  harness.settle();
  EXPECT_EQ(harness.host().parked_count(), 2);
  EXPECT_EQ(report_of(harness, 1).error().reason, "FIGURES_HELD_BACK");
  EXPECT_EQ(harness.violations(), std::vector<std::string>());
  ASSERT_TRUE(harness.host().skip_parked("registration", 2));
  EXPECT_EQ(harness.host().parked_count(), 0);
  EXPECT_EQ(whom(report_of(harness, 1).value()), organisation(2));
  EXPECT_EQ(harness.violations(), std::vector<std::string>());
}

class ScansSetAside : public ReportingTest {};

TEST_F(ScansSetAside, AreSaidInTheirRoundsReportAlone) {
  plan(service);
  tell(round_planned(2, 1, {1}, 2023));
  tell(scan_set_aside(1, 1));
  tell(scan_set_aside(2, 2));
  tell(scan_set_aside(3, 77));  // of a session that nobody knows
  EXPECT_EQ(figure(report_of(1).value(), v1::MEASURE_SCANS_SET_ASIDE), 2);
  EXPECT_EQ(figure(report_of(1).value(), v1::MEASURE_SESSIONS_HELD), 0);
  EXPECT_EQ(figure(report_of(2).value(), v1::MEASURE_SCANS_SET_ASIDE), 0);
  tell(scan_settled(1, 1, registration::v1::SCAN_OUTCOME_CONFIRMED));
  tell(scan_settled(2, 2, registration::v1::SCAN_OUTCOME_DISCARDED));
  EXPECT_EQ(figure(report_of(1).value(), v1::MEASURE_SCANS_SET_ASIDE), 0);
  EXPECT_EQ(service.violations(), std::vector<std::string>());
}

}  // namespace
}  // namespace opora::reporting::testing
