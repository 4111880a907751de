#include "registration/domain/end_membership.h"

#include "registration/tests/correcting.h"

namespace opora::registration::testing {
namespace {

const OrganisationId kWork{"work"}, kOtherWork{"other-work"};
const Person kBoris{{"boris"}, "Boris", Occupation::teacher};

struct EndingRule {
  const char* rule;
  std::vector<Membership> memberships;
  std::string from, until;
  int seen_revision;
  std::string expected;  // a refusal, or the roster's days as they are then
};

const EndingRule kEndingRules[] = {
    {"left", {{kWork, "2020-01-01", ""}}, "2020-01-01", "2023-05-31", 0, "2020-01-01…2023-05-31"},
    {"left on the first day", {{kWork, "2020-01-01", ""}}, "2020-01-01", "2020-01-01", 0, "2020-01-01…2020-01-01"},
    {"will leave", {{kWork, "2020-01-01", ""}}, "2020-01-01", "2199-01-01", 0, "2020-01-01…2199-01-01"},
    {"left on another day",
     {{kWork, "2020-01-01", "2023-05-31"}},
     "2020-01-01",
     "2023-06-30",
     0,
     "2020-01-01…2023-06-30"},
    {"hasn't left", {{kWork, "2020-01-01", "2023-05-31"}}, "2020-01-01", "", 0, "2020-01-01…"},
    {"as it is", {{kWork, "2020-01-01", "2023-05-31"}}, "2020-01-01", "2023-05-31", 7, "unchanged"},
    {"seen before others corrected", {{kWork, "2020-01-01", ""}}, "2020-01-01", "2023-05-31", 7, "CORRECTED_SINCE"},
    {"as seen", {{kWork, "2020-01-01", ""}}, "2020-01-01", "2023-05-31", 1, "2020-01-01…2023-05-31"},
    {"before the first day", {{kWork, "2020-01-01", ""}}, "2020-01-01", "2019-12-31", 0, "DATES_REVERSED"},
    {"since another day", {{kWork, "2020-01-01", ""}}, "2020-01-02", "2023-05-31", 0, "UNKNOWN_MEMBERSHIP"},
    {"at another place", {{kOtherWork, "2020-01-01", ""}}, "2020-01-01", "2023-05-31", 0, "UNKNOWN_MEMBERSHIP"},
    {"nowhere", {}, "2020-01-01", "2023-05-31", 0, "UNKNOWN_MEMBERSHIP"},
    {"who came back, the first time",
     {{kWork, "2020-01-01", "2020-12-31"}, {kWork, "2022-01-01", ""}},
     "2020-01-01",
     "2021-12-31",
     0,
     "2020-01-01…2021-12-31 2022-01-01…"},
    {"who came back, into that time",
     {{kWork, "2020-01-01", "2020-12-31"}, {kWork, "2022-01-01", ""}},
     "2020-01-01",
     "2022-01-01",
     0,
     "MEMBERSHIPS_OVERLAP"},
    {"who came back, and never left",
     {{kWork, "2020-01-01", "2020-12-31"}, {kWork, "2022-01-01", ""}},
     "2020-01-01",
     "",
     0,
     "MEMBERSHIPS_OVERLAP"},
    {"who works in two places",
     {{kWork, "2020-01-01", "2020-12-31"}, {kOtherWork, "2020-06-01", ""}},
     "2020-01-01",
     "",
     0,
     "2020-01-01… 2020-06-01…"},
};

std::string told_of(const Result<EndedMembership>& decided) {
  if (!decided) return decided.error().reason;
  if (decided->events.empty()) return decided->person.corrections == 0 ? "unchanged" : "counted, and unchanged";
  std::string days;
  for (const Membership& each : decided->career.memberships)
    days += (days.empty() ? "" : " ") + each.from_date + "…" + each.until_date;
  return decided->person.corrections == 1 ? days : days + ", not counted";
}

TEST(EndMembershipRules, Hold) {
  for (const EndingRule& row : kEndingRules) {
    std::optional<Career> career;
    if (!row.memberships.empty()) career = Career{kBoris.id, row.memberships};
    const EndMembership command{kWork, kBoris.id, row.from, row.until, {"", "", row.seen_revision}};
    EXPECT_EQ(told_of(decide({kBoris, career}, command)), row.expected) << row.rule;
  }
}

TEST(EndMembershipRules, KeepWhoSaidItLast) {
  const Career career{kBoris.id, {{kWork, "2020-01-01", ""}}};
  const auto by_hand = decide({kBoris, career}, {kWork, kBoris.id, "2020-01-01", "2023-05-31", {}});
  EXPECT_EQ(by_hand->career.memberships[0].until_corrected_by, CorrectedBy::hand);
  EXPECT_EQ(by_hand->former_until_date, "");
  const auto by_list =
      decide({kBoris, by_hand->career}, {kWork, kBoris.id, "2020-01-01", "2023-06-30", {"", "amur", 0}});
  EXPECT_EQ(by_list->career.memberships[0].until_corrected_by, CorrectedBy::list);
  EXPECT_EQ(by_list->former_until_date, "2023-05-31");
}

class EndMembershipCall : public CorrectingDesk {};

TEST_F(EndMembershipCall, TellsTheLastDayUnderTheOrganisation) {
  EXPECT_EQ(refusal(ending(1, "2023-01-01", "2023-05-31")), "");
  EXPECT_EQ(events_since_last(), Types{"RosterMemberChanged"});
  const auto told = last_event().roster_member_changed();
  EXPECT_EQ(told.organisation_id() + told.person_id(), kSchool + person(1));
  EXPECT_EQ(told.from_date() + " " + told.until_date(), "2023-01-01 2023-05-31");
  EXPECT_EQ(service.events().back().key, kSchool);
  EXPECT_EQ(roster(kSchool, "2023-05-31").size(), 1U);
  EXPECT_EQ(roster(kSchool, "2023-06-01").size(), 0U);
  EXPECT_EQ(roster(kSchool).at(0).until_corrected_by(), v1::CORRECTED_BY_HAND);
  EXPECT_EQ(roster(kSchool).at(0).person_corrected_by(), v1::CORRECTED_BY_UNSPECIFIED);
  EXPECT_EQ(refusal(ending(1, "2023-01-01", "2023-05-31")), "");
  EXPECT_EQ(events_since_last(), Types{}) << "again changes nothing";
}

TEST_F(EndMembershipCall, IsPutRightAgainAndTakenBack) {
  ASSERT_EQ(refusal(ending(1, "2023-01-01", "2023-05-31")), "");
  EXPECT_EQ(answer<v1::EndMembershipResponse>(ending(1, "2023-01-01", "2023-06-30")).revision(), 3);
  EXPECT_EQ(roster(kSchool, "2023-06-30").size(), 1U);
  EXPECT_EQ(answer<v1::EndMembershipResponse>(ending(1, "2023-01-01", "")).revision(), 4);
  EXPECT_EQ(roster(kSchool, "2199-01-01").size(), 1U);
  EXPECT_EQ(events_since_last(), Types(3, "RosterMemberChanged"));
}

// They came, whoever they worked for.
TEST_F(EndMembershipCall, LeavesAttendancesAndGroupsAndSaysSo) {
  register_named(1, 2, {1});
  open_doors();
  check_in(1, 1);
  const auto ended = answer<v1::EndMembershipResponse>(ending(1, "2023-01-01", "2023-10-10"));
  EXPECT_EQ(ended.later_attendance_count(), 1);
  EXPECT_EQ(ended.later_group_count(), 1);
  EXPECT_EQ(attending(kSession), std::vector<std::string>{person(1)});
  EXPECT_EQ(group_now(1).members_size(), 1);
  const auto on_that_day = answer<v1::EndMembershipResponse>(ending(1, "2023-01-01", "2023-10-11"));
  EXPECT_EQ(on_that_day.later_attendance_count() + on_that_day.later_group_count(), 0);
  const auto open = answer<v1::EndMembershipResponse>(ending(1, "2023-01-01", ""));
  EXPECT_EQ(open.later_attendance_count() + open.later_group_count(), 0);
}

// Who waits comes with their organisation while they are on its roster; who had left by then is a guest.
TEST_F(EndMembershipCall, MakesAGuestOfWhoCameLater) {
  register_group(1, 9);
  register_named(2, 2, {1});
  open_doors();
  check_in(1, 1);
  const auto with_whom = [&] {
    v1::ListAttendanceRequest request;
    request.set_session_id(kSession);
    return answer<v1::ListAttendanceResponse>(request).attendances(0).organisation_id();
  };
  EXPECT_EQ(with_whom(), kSchool);
  ASSERT_EQ(refusal(ending(1, "2023-01-01", "2023-10-10")), "");
  EXPECT_EQ(with_whom(), "");
  ASSERT_EQ(refusal(ending(1, "2023-01-01", "2023-10-11")), "");
  EXPECT_EQ(with_whom(), kSchool);
}

TEST_F(EndMembershipCall, IsForWhoseRosterItIs) {
  const auto left = ending(1, "2023-01-01", "2023-05-31");
  EXPECT_EQ(refusal(left, head_of(kClinic)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(left, coordinator(test_id(70))), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(ending(2, "2023-01-01", "2023-05-31"), head_of(kSchool)), "UNKNOWN_MEMBERSHIP");
  EXPECT_EQ(refusal(left, head_of(kSchool)), "");
  auto nowhere = left;
  nowhere.set_organisation_id(kNobody);
  EXPECT_EQ(refusal(nowhere), "UNKNOWN_ORGANISATION");
}

}  // namespace
}  // namespace opora::registration::testing
