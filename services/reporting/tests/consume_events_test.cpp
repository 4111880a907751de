// What reporting knows depends on what it was told, not on the order in which two logs came.
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <random>

#include <variant>

#include "reporting/tests/network.h"
#include "reporting/service.h"

namespace opora::reporting::testing {
namespace {

using Told = std::variant<scheduling::v1::Event, registration::v1::Event>;

std::vector<Told> scheduling_log() {
  std::vector<Told> log = {region_added(1, "Amur"),
                           site_added(1, "Blagoveshchensk"),
                           site_added(2, "Svobodny"),
                           programme_added(1, "Support"),
                           project_added(1, "Strength"),
                           project_added(2, "Kindness"),
                           partnership_added(1, 1, 1, scheduling::v1::PARTNER_ROLE_ORGANISER),
                           partnership_added(2, 2, 2, scheduling::v1::PARTNER_ROLE_FUNDER),
                           round_planned(1, 1, {1, 2}, 2023, {1}),
                           round_regions_added(1, {1, 2}),
                           round_planned(2, 1, {1}, 2022)};
  for (int number = 1; number <= 6; ++number) {
    PlannedSession planned;
    planned.number = number;
    planned.round = number <= 4 ? 1 : 2;
    planned.project = 1 + number % 2;
    planned.site = 1 + number % 2;
    planned.local_start = "2023-10-0" + std::to_string(number) + "T09:30";
    log.emplace_back(session_published(planned));
  }
  return log;
}

std::vector<Told> registration_log() {
  std::vector<Told> log = {organisation_added(1, "School"), organisation_added(2, "Clinic"), group_confirmed(1, 1, 5),
                           group_waitlisted(2, 1, 4),       group_waitlisted(3, 2, 2),       group_cancelled(1, 1, 5),
                           group_confirmed(2, 1, 4)};
  for (int who = 1; who <= 9; ++who) {
    for (int which = 1; which <= 6; ++which) {
      if ((who + which) % 3 != 0) log.emplace_back(attended(who, which, who % 3));
    }
  }
  // 10 is known at one of their two sessions, 11 at none.
  for (const auto& event : {attended_unknown(10, 1), attended(10, 2, 1), attended_unknown(11, 3)})
    log.emplace_back(event);
  // Known since: 12 by a group of theirs at another session, 13 by a roster; and who of the others came with whom.
  for (const auto& event :
       {attended_unknown(12, 1), attended_unknown(13, 2), group_waitlisted(4, 3, 2, {12}),
        group_confirmed(5, 1, 2, {1}), group_confirmed(6, 2, 1, {}), members_named(6, {2, 13}),
        group_cancelled(5, 1, 9),
        roster_member_added(13, 2, "2023-01-01"), roster_member_added(4, 1, "2023-01-01", "2023-10-02"),
        head_count_changed(3, 2, 1, 1), members_cancelled(6, 2, {13}, 8, 1), member_substituted(6, 2, 2, 14, 2),
        scan_set_aside(1, 1), scan_set_aside(2, 1), scan_set_aside(3, 9),
        scan_settled(2, 1, registration::v1::SCAN_OUTCOME_DISCARDED)})
    log.emplace_back(event);
  return log;
}

// The two logs as one sequence: each keeps its own order.
std::vector<Told> merged(std::uint32_t seed) {
  const std::vector<Told> first = scheduling_log();
  const std::vector<Told> second = registration_log();
  std::mt19937 random(seed);
  std::vector<Told> sequence;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < first.size() || j < second.size()) {
    const bool take_first = j == second.size() || (i < first.size() && random() % (first.size() + second.size()) < 20);
    sequence.push_back(take_first ? first[i++] : second[j++]);
  }
  return sequence;
}

v1::RoundReport report_after(const std::vector<Told>& sequence) {
  Harness harness(make_reporting());
  for (const Told& told : sequence) std::visit([&](const auto& event) { tell(harness, event); }, told);
  EXPECT_EQ(harness.violations(), std::vector<std::string>());
  const auto report = report_of(harness, 1);
  EXPECT_TRUE(report) << report.error().message;
  return report.value_or(v1::RoundReport());
}

class ConsumeEvents : public ReportingTest {};

TEST_F(ConsumeEvents, TwoLogsInAnyOrderGiveTheSameReport) {
  std::vector<Told> in_turn = scheduling_log();
  for (const Told& told : registration_log()) in_turn.push_back(told);
  std::vector<Told> reversed = registration_log();
  for (const Told& told : scheduling_log()) reversed.push_back(told);

  const v1::RoundReport expected = report_after(in_turn);
  EXPECT_EQ(figure(expected, v1::MEASURE_PEOPLE), 13);
  EXPECT_EQ(figure(expected, v1::MEASURE_PEOPLE_UNVERIFIED), 1);
  // Of 9 × 4 pairs those whose numbers don't add up to a multiple of 3, and five more.
  EXPECT_EQ(figure(expected, v1::MEASURE_ATTENDANCES), 29);
  EXPECT_EQ(figure(expected, v1::MEASURE_SEATS_CONFIRMED), 12);
  EXPECT_EQ(figure(expected, v1::MEASURE_SEATS_WAITING), 10);
  EXPECT_EQ(figure(expected, v1::MEASURE_SCANS_SET_ASIDE), 1);

  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(expected, report_after(reversed)));
  for (std::uint32_t seed = 0; seed < 12; ++seed) {
    EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(expected, report_after(merged(seed))))
        << "seed " << seed;
  }
}

TEST_F(ConsumeEvents, AttendanceWaitsForItsSession) {
  tell(round_planned(1, 1, {1}, 2023));
  tell(attended(1, 1, 1));
  tell(attended(2, 1, 1));
  auto report = report_of(1).value();
  EXPECT_EQ(figure(report, v1::MEASURE_ATTENDANCES), 0) << "and no report of any round speaks of them";
  EXPECT_EQ(service.violations(), std::vector<std::string>());

  tell(session_published({}));
  report = report_of(1).value();
  EXPECT_EQ(figure(report, v1::MEASURE_ATTENDANCES), 2);
}

TEST_F(ConsumeEvents, SayingAnAttendanceTwiceCountsItOnce) {
  tell(round_planned(1, 1, {1}, 2023));
  tell(session_published({}));
  tell(attended(1, 1, 1));
  tell(attended(1, 1, 1));
  const auto report = report_of(1).value();
  EXPECT_EQ(figure(report, v1::MEASURE_PEOPLE), 1);
  EXPECT_EQ(figure(report, v1::MEASURE_ATTENDANCES), 1);
}

// What no figure needs has no handler, and holds nothing back.
TEST_F(ConsumeEvents, EventsThatNobodyCountsArePassedOver) {
  tell(round_planned(1, 1, {1}, 2023));
  scheduling::v1::Event country;
  country.mutable_country_added()->set_country_id(opora::testing::test_id(1));
  tell(country);
  registration::v1::Event ended;
  ended.mutable_registration_ended()->set_session_id(session(1));
  tell(ended);
  EXPECT_EQ(service.host().parked_count(), 0);
  EXPECT_TRUE(report_of(1));
}

TEST_F(ConsumeEvents, AnEventWithoutIdsIsParkedAndHoldsReportsBack) {
  tell(round_planned(1, 1, {1}, 2023));
  registration::v1::Event nobody;
  nobody.mutable_attendance_recorded()->set_session_id(session(1));
  tell(nobody);

  const auto held_back = report_of(1);
  ASSERT_FALSE(held_back);
  EXPECT_EQ(held_back.error().code, Code::conflict);
  EXPECT_EQ(held_back.error().reason, "FIGURES_HELD_BACK");
  EXPECT_NE(held_back.error().message.find("1 from registration"), std::string::npos) << held_back.error().message;

  ASSERT_TRUE(service.host().skip_parked("registration", 1));
  const auto report = report_of(1);
  ASSERT_TRUE(report);
  EXPECT_EQ(figure(*report, v1::MEASURE_EVENTS_SKIPPED), 1);
}

}  // namespace
}  // namespace opora::reporting::testing
