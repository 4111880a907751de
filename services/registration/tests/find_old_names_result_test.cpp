// Names go and figures stay; never without a word thirty days before, nor by one clock's.
#include "registration/tests/old_names.h"

namespace opora::registration::testing {
namespace {

using Lines = std::vector<std::string>;

const std::string kLater = test_id(80);
const Lines kNamed{name_of(1), name_of(2)};
const Lines kExpired{"-", "-"};

class OldNames : public OldNamesDesk {
 protected:
  // Both names have gone.
  void expire() {
    on("2025-09-12");
    on("2025-10-12");
    ASSERT_EQ(names_in(1), kExpired);
  }
};

TEST_F(OldNames, GoWhenTheirTimeIsOver) {
  on("2025-09-11");
  EXPECT_EQ(going(), Lines());
  on("2025-09-12");
  EXPECT_EQ(going(), (Lines{person(1) + " 2025-10-12 2023-10-11", person(2) + " 2025-10-12 2023-10-11"}));
  on("2025-10-11");
  EXPECT_EQ(names_in(1), kNamed);
  on("2025-10-12");
  EXPECT_EQ(names_in(1), kExpired);
  EXPECT_EQ(going(), Lines());
  EXPECT_EQ(events_since_last(), Types{}) << "it is nobody else's business";
  EXPECT_EQ(service.names_gone(), 2) << "and how many is seen by who watches";
}

TEST_F(OldNames, AreToldThirtyDaysBeforeHoweverOldTheyAre) {
  on("2030-01-01");
  EXPECT_EQ(names_in(1), kNamed);
  EXPECT_EQ(going().front(), person(1) + " 2030-01-31 2023-10-11");
  on("2030-01-30");
  EXPECT_EQ(names_in(1), kNamed);
  on("2030-01-31");
  EXPECT_EQ(names_in(1), kExpired);
}

TEST_F(OldNames, TakeAlongWhatAnOlderBuildHasLeft) {
  expire();
  service.restart_after(Statement("UPDATE people SET corrections = 1 WHERE expired_at IS NOT NULL"));
  service.restart_after(Statement(
      "INSERT INTO people_corrections (person_id, number, organisation_id, corrected_by, corrected_at, list, reason, "
      "former_name, former_occupation, from_date, former_until_date) "
      "SELECT person_id, 1, 'school', 'olga', 5, '', 'Why', 'Anna', 0, '', '' FROM people "
      "WHERE expired_at IS NOT NULL"));
  on("2025-10-14");
  EXPECT_EQ(service.violations(), std::vector<std::string>{});
}

TEST_F(OldNames, LeaveWhoCameAndWhoWasCounted) {
  add_to_roster(kSchool, 1, "2023-09-01", "2023-12-31");
  on("2025-12-02");
  on("2026-01-01");
  const v1::Group group = group_now(1);
  ASSERT_EQ(names_in(1), kExpired);
  EXPECT_EQ(group.members(0).person_id(), person(1));
  EXPECT_EQ(group.members(0).occupation(), v1::OCCUPATION_TEACHER);
  EXPECT_EQ(attending(kSession), Lines{person(1)});
  EXPECT_EQ(seats_now().confirmed_count(), 2);
}

TEST_F(OldNames, AreSaidToHaveExpiredWhereverTheyAreAskedFor) {
  add_to_roster(kSchool, 1, "2023-09-01", "2023-12-31");
  on("2025-12-02");
  on("2026-01-01");
  v1::ListExpectedRequest expected;
  expected.set_session_id(kSession);
  const auto people = answer<v1::ListExpectedResponse>(expected).groups(0).people();
  EXPECT_EQ(people.at(0).name() + (people.at(0).name_expired() ? "-" : ""), "-");
  v1::ListAttendanceRequest attendance;
  attendance.set_session_id(kSession);
  const auto came = answer<v1::ListAttendanceResponse>(attendance).attendances(0);
  EXPECT_EQ(came.name() + (came.name_expired() ? "-" : ""), "-");
  v1::GetRosterRequest roster;
  roster.set_organisation_id(kSchool);
  roster.set_on_date("2023-10-11");
  const auto member = answer<v1::GetRosterResponse>(roster).members(0);
  EXPECT_EQ(member.name() + (member.name_expired() ? "-" : ""), "-");
}

// What counts as activity, of the first of both people; the second one's name goes all the same.
TEST_F(OldNames, StayWithWhoeverIsRegisteredAgain) {
  on("2025-09-12");
  publish_on(kLater, "2025-09-20");
  ASSERT_EQ(refusal(registration_at(kLater, 2, named(1, name_of(1)))), "");
  on("2025-09-13");
  EXPECT_EQ(going(), Lines{person(2) + " 2025-10-12 2023-10-11"});
  on("2025-10-12");
  EXPECT_EQ(names_in(1), (Lines{name_of(1), "-"}));
  on("2027-08-22");
  EXPECT_EQ(going(), Lines{person(1) + " 2027-09-21 2025-09-20"}) << "told anew";
}

TEST_F(OldNames, StayWithWhoeverComesAgain) {
  on("2025-09-12");
  publish_on(kLater, "2025-09-12");
  v1::CheckInRequest scan = scan_of(7, 1, service.clock().now().us);
  scan.set_session_id(kLater);
  ASSERT_EQ(refusal(scan), "");
  on("2025-10-12");
  EXPECT_EQ(names_in(1), (Lines{name_of(1), "-"}));
}

TEST_F(OldNames, StayWithWhoeverIsOnARoster) {
  add_to_roster(kSchool, 1, "2023-09-01");
  add_to_roster(kSchool, 2, "2023-09-01", "2025-08-31");
  on("2026-10-12");
  on("2027-08-02");
  EXPECT_EQ(going(), Lines{person(2) + " 2027-09-01 2025-08-31"});
  on("2027-09-01");
  EXPECT_EQ(names_in(1), (Lines{name_of(1), "-"}));
}

TEST_F(OldNames, StayUntilATimeIsConfirmed) {
  on("2025-09-12");
  on("2025-10-11");
  service.clock().set(from_rfc3339("2025-10-12T12:00:00.000000Z").value());
  service.clock().reboot();
  service.restart();
  service.settle();
  EXPECT_EQ(names_in(1), kNamed);
  service.clock().synchronise(true);
  service.settle();
  EXPECT_EQ(names_in(1), kExpired);
}

// A clock that is months ahead for a moment, and confirmed at that, takes nothing: each leap is a day.
TEST_F(OldNames, StayThoughAClockLeapsOverTheThirtyDays) {
  on("2025-09-12");
  const Instant right = service.clock().now();
  leap_to(right + std::chrono::hours(31 * 24));
  EXPECT_EQ(names_in(1), kNamed);
  leap_to(right + std::chrono::hours(62 * 24));
  EXPECT_EQ(names_in(1), kNamed);
  EXPECT_EQ(going().front(), person(1) + " 2025-12-11 2023-10-11") << "28 more days, from 2025-11-13 on";
}

// A platform that is started on every fourth day tells for longer, and comes to an end all the same.
TEST_F(OldNames, GoFromAPlatformThatSeldomRuns) {
  leap_to("2025-10-12");
  const Instant told = service.clock().now();
  for (int look = 1; look < 30; ++look) leap_to(told + std::chrono::hours(look * 4 * 24));
  EXPECT_EQ(names_in(1), kNamed);
  EXPECT_EQ(going().size(), 2U);
  leap_to(told + std::chrono::hours(30 * 4 * 24));
  EXPECT_EQ(names_in(1), kExpired);
}

// What was told of the session is parked; until somebody has settled that, nobody knows that it was long ago.
TEST_F(OldNames, StayWithWhoeverIsRegisteredForASessionThatIsNotKnown) {
  service.restart_after(Statement("UPDATE attendees SET session_id = '00000000-0000-7000-8000-00000000ffff' "
                                  "WHERE person_id = (SELECT MIN(person_id) FROM attendees)"));
  on("2025-09-12");
  EXPECT_EQ(going(), Lines{person(2) + " 2025-10-12 2023-10-11"});
  on("2025-10-12");
  service.restart_after(Statement("UPDATE attendees SET session_id = (SELECT session_id FROM sessions)"));
  EXPECT_EQ(names_in(1), (Lines{name_of(1), "-"}));
}

TEST_F(OldNames, StayWithWhoeverCameToASessionThatIsNotKnown) {
  service.restart_after(Statement("UPDATE attendances SET session_id = '00000000-0000-7000-8000-00000000ffff'"));
  on("2025-09-12");
  on("2025-10-12");
  EXPECT_EQ(names_in(1), (Lines{name_of(1), "-"}));
  service.restart_after(Statement("UPDATE attendances SET session_id = (SELECT session_id FROM sessions)"));
}

TEST_F(OldNames, StayWithWhoeverHasAScanAtASessionThatIsNotKnown) {
  v1::CheckInRequest scan = scan_of(7, 1, kStartsAtUs);
  scan.set_session_id(kLater);
  ASSERT_EQ(refusal(scan), "");
  on("2025-09-12");
  on("2025-10-12");
  EXPECT_EQ(names_in(1), (Lines{name_of(1), "-"}));
}

// Whether they came will be said by whoever settles the scan; until then it may be that they did.
TEST_F(OldNames, StayWithWhoeverHasAScanThatIsNotSettled) {
  publish_on(kLater, "2025-09-01");
  v1::CheckInRequest scan = scan_of(7, 1, from_rfc3339("2025-08-01T09:00:00.000000Z").value().us);
  scan.set_session_id(kLater);
  ASSERT_EQ(refusal(scan), "");
  ASSERT_EQ(attending(kLater), Lines()) << "it was set aside";
  on("2025-09-12");
  on("2025-10-12");
  EXPECT_EQ(names_in(1), (Lines{name_of(1), "-"}));
}

TEST_F(OldNames, AreNotGivenAgain) {
  add_to_roster(kSchool, 1, "2023-09-01", "2023-12-31");
  add_to_roster(kSchool, 2, "2023-09-01", "2023-12-31");
  on("2025-12-02");
  on("2026-01-01");
  publish_on(kLater, "2026-02-01");
  EXPECT_EQ(refusal(registration_at(kLater, 2, named(1, name_of(1)))), "PERSON_EXPIRED");
  v1::AddRosterMembersRequest request;
  request.set_organisation_id(kClinic);
  auto& member = *request.add_members();
  member.set_person_id(person(1));
  member.set_name(name_of(1));
  member.set_occupation(v1::OCCUPATION_TEACHER);
  member.set_from_date("2026-01-01");
  EXPECT_EQ(refusal(request), "PERSON_EXPIRED");
  EXPECT_EQ(refusal(registration_at(kLater, 2, known(1))), "") << "by id those go on who were on the roster";
  EXPECT_EQ(names_in(2), Lines{"-"});
}

// A group that was registered long ago is the same still.
TEST_F(OldNames, AreNotBroughtBackByTheSameAgain) {
  expire();
  v1::RegisterGroupRequest again = registration(1, 2);
  for (const int of_person : {1, 2}) *again.add_members() = named(of_person, name_of(of_person));
  EXPECT_EQ(refusal(again), "");
  EXPECT_EQ(names_in(1), kExpired);
}

TEST_F(OldNames, TakeTheKeysOfListsAlong) {
  const auto id = answer<v1::ResolveKeysResponse>(keys({"anna"})).person_ids(0);
  v1::GroupMember anna = named(3, "Анна");
  anna.set_person_id(id);
  publish_on(kLater, "2023-10-20");
  ASSERT_EQ(refusal(registration_at(kLater, 2, anna)), "");
  on("2025-09-21");
  EXPECT_EQ(answer<v1::ResolveKeysResponse>(keys({"anna"})).person_ids(0), id);
  on("2025-10-21");
  ASSERT_EQ(names_in(2), Lines{"-"});
  EXPECT_EQ(refusal(keys({"anna"})), "KEY_EXPIRED");
  EXPECT_EQ(refusal(keys({"boris", "anna"}, "amur-2", "amur")), "KEY_EXPIRED");
  EXPECT_EQ(refusal(keys({"boris"})), "") << "nor does that refuse anybody else's";
  EXPECT_EQ(refusal(keys({"anna"}, "perm")), "") << "of another list, it is another key";
  v1::ResolveKeysRequest probe = keys({"anna"}, "probe", "amur");
  probe.set_region_id(kRegion);
  EXPECT_EQ(refusal(probe), "") << "who was in a list of others is nobody's business";
}

// Whose id an older build has made of their key has no key in any list.
TEST_F(OldNames, OfOlderBuildsAreNotBroughtBackByTheirKeysEither) {
  v1::GroupMember anna = named(3, "Анна");
  anna.set_person_id(older_id({"amur", "anna"}).value);
  publish_on(kLater, "2023-10-20");
  ASSERT_EQ(refusal(registration_at(kLater, 2, anna)), "");
  service.restart_after(Statement("UPDATE people SET derivable = NULL"));
  on("2025-09-21");
  on("2025-10-21");
  ASSERT_EQ(names_in(2), Lines{"-"});
  EXPECT_EQ(refusal(keys({"anna"})), "KEY_EXPIRED");
}

}  // namespace
}  // namespace opora::registration::testing
