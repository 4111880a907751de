#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class RegisterGroup : public RegistrationTest {
 protected:
  std::string refused(const v1::RegisterGroupRequest& request) { return refusal(request); }
};

TEST_F(RegisterGroup, ConfirmsWhileThereAreSeatsAndThenLetsWaitInOrder) {
  EXPECT_EQ(register_group(1, 9).status(), v1::GROUP_STATUS_CONFIRMED);
  EXPECT_EQ(last_event().group_confirmed().head_count(), 9);
  EXPECT_FALSE(last_event().group_confirmed().promoted());
  const auto second = register_group(2, 2);
  EXPECT_EQ(second.status(), v1::GROUP_STATUS_WAITING);
  EXPECT_EQ(second.waitlist_place(), 1);
  const auto third = register_group(3, 1);
  EXPECT_EQ(third.status(), v1::GROUP_STATUS_WAITING) << "one seat is free, but somebody waits";
  EXPECT_EQ(third.waitlist_place(), 2);
  const auto told = last_event().group_waitlisted();
  EXPECT_EQ(told.group_id(), group(3));
  EXPECT_EQ(told.session_id(), kSession);
  EXPECT_EQ(told.organisation_id(), kSchool);
  EXPECT_EQ(told.head_count(), 1);
  EXPECT_EQ(told.waitlist_place(), 2);
  EXPECT_EQ(events_since_last(), (Types{"GroupConfirmed", "GroupWaitlisted", "GroupWaitlisted"}));
}

TEST_F(RegisterGroup, TellsOneFactHoweverManyItNames) {
  register_named(1, 3, {1, 2});
  EXPECT_EQ(events_since_last(), Types{"GroupConfirmed"});
  publish(test_id(60), 5);
  auto elsewhere = registration(2, 1);
  elsewhere.set_session_id(test_id(60));
  *elsewhere.add_members() = named(1, name_of(1));
  EXPECT_EQ(refused(elsewhere), "");
  EXPECT_EQ(events_since_last(), Types{"GroupConfirmed"});
  for (const LogRecord& record : service.events())
    EXPECT_EQ(record.payload.find(name_of(1)), std::string::npos) << "events hold no names";
}

struct RefusalCase {
  const char* rule;
  void (*change)(v1::RegisterGroupRequest&);
  std::string reason;
};

TEST_F(RegisterGroup, IsRefusedByRuleAndChangesNothing) {
  register_named(1, 2, {1});
  events_since_last();
  const RefusalCase cases[] = {
      {"no such session", [](auto& r) { r.set_session_id(kNobody); }, "UNKNOWN_SESSION"},
      {"no such organisation", [](auto& r) { r.set_organisation_id(kNobody); }, "UNKNOWN_ORGANISATION"},
      {"nobody known by that id", [](auto& r) { *r.add_members() = known(9); }, "UNKNOWN_PERSON"},
      {"new without occupation",
       [](auto& r) {
         *r.add_members() = known(9);
         r.mutable_members(0)->set_name("Анна");
       },
       "OCCUPATION_MISSING"},
      {"larger than the room", [](auto& r) { r.set_head_count(11); }, "GROUP_LARGER_THAN_ROOM"},
      {"more names than seats",
       [](auto& r) { for (int n = 5; n < 9; ++n) *r.add_members() = named(n, name_of(n)); }, "MORE_NAMES_THAN_SEATS"},
      {"named twice", [](auto& r) { for (int n = 0; n < 2; ++n) *r.add_members() = named(9, "Анна"); }, "NAMED_TWICE"},
      {"known under another name", [](auto& r) { *r.add_members() = named(1, "Анна"); }, "PERSON_NAMED_DIFFERENTLY"},
      {"in another group of the session",
       [](auto& r) { *r.add_members() = named(1, name_of(1)); }, "ALREADY_REGISTERED"},
      {"a stranger of whom only the id is known", [](auto& r) { *r.add_members() = known(1); }, "UNKNOWN_PERSON"},
      {"another group's id", [](auto& r) { r.set_group_id(group(1)); }, "ID_TAKEN"},
  };
  for (const RefusalCase& row : cases) {
    auto request = registration(2, 3);
    row.change(request);
    EXPECT_EQ(refused(request), row.reason) << row.rule;
  }
  EXPECT_EQ(events_since_last(), Types{});
  EXPECT_EQ(seats_now().confirmed_count(), 2);
}

TEST_F(RegisterGroup, IsOverAtTheDeadlineButForLateEntries) {
  service.clock().set(Instant{kEndsAtUs - 1});
  EXPECT_EQ(refused(registration(1, 1)), "");
  service.clock().set(Instant{kEndsAtUs});
  EXPECT_EQ(refused(registration(2, 1)), "REGISTRATION_CLOSED");
  auto late = registration(3, 1);
  late.set_late_entry(true);
  EXPECT_EQ(refused(late), "");
  auto too_large = registration(4, 11);
  too_large.set_late_entry(true);
  EXPECT_EQ(refused(too_large), "GROUP_LARGER_THAN_ROOM");
}

// Nobody is promoted any more, so whoever is there may have the seats.
TEST_F(RegisterGroup, EnteredLateGetsTheFreeSeatsOfASessionThatHasBegun) {
  register_group(1, 8);
  register_group(2, 5);
  service.clock().set(Instant{kStartsAtUs});
  auto in_order = registration(3, 1);
  in_order.set_late_entry(true);
  in_order.set_in_order_of_arrival(true);
  EXPECT_EQ(service.call<v1::RegisterGroupResponse>(in_order)->status(), v1::GROUP_STATUS_WAITING);
  auto late = registration(4, 2);
  late.set_late_entry(true);
  *late.add_members() = named(1, name_of(1));
  EXPECT_EQ(service.call<v1::RegisterGroupResponse>(late)->status(), v1::GROUP_STATUS_CONFIRMED);
  const auto told = last_event().group_confirmed();
  EXPECT_TRUE(told.passed_over_waitlist());
  ASSERT_EQ(told.person_ids_size(), 1);
  EXPECT_EQ(told.person_ids(0), person(1));
  auto one_more = registration(5, 1);
  one_more.set_late_entry(true);
  EXPECT_EQ(service.call<v1::RegisterGroupResponse>(one_more)->status(), v1::GROUP_STATUS_WAITING) << "none is free";
}

// The machine was off, and its clock says that the session has begun: nobody who waits is passed over for good by that,
// nor waits for good.
TEST_F(RegisterGroup, EnteredLateByAClockThatNothingConfirmsIsToBeSentAgain) {
  service.clock().set(Instant{kStartsAtUs - 48 * kHourUs});
  register_group(1, 8);
  register_group(2, 5);
  events_since_last();
  service.clock().advance(std::chrono::hours(1));
  service.clock().reboot();
  service.clock().set_wrong(std::chrono::hours(60));
  service.restart();
  auto late = registration(3, 1);
  late.set_late_entry(true);
  const auto refusal = service.call<v1::RegisterGroupResponse>(late);
  ASSERT_FALSE(refusal);
  EXPECT_EQ(refusal.error().reason, "CLOCK_NOT_CONFIRMED");
  EXPECT_EQ(refusal.error().code, Code::unavailable);
  EXPECT_TRUE(refusal.error().retry_after);
  EXPECT_EQ(events_since_last(), Types{});
  service.clock().set_wrong(std::chrono::hours(0));
  service.clock().synchronise(true);
  service.clock().set(Instant{kStartsAtUs});
  service.settle();
  EXPECT_EQ(service.call<v1::RegisterGroupResponse>(late)->status(), v1::GROUP_STATUS_CONFIRMED) << "now it has begun";
  EXPECT_TRUE(last_event().group_confirmed().passed_over_waitlist());
}

// What was confirmed before the machine was off says so already.
TEST_F(RegisterGroup, EnteredLateNeedsNoOtherClockWhereTheSessionHasCertainlyBegun) {
  register_group(1, 8);
  register_group(2, 5);
  service.clock().set(Instant{kStartsAtUs + kHourUs});
  auto late = registration(3, 1);
  late.set_late_entry(true);
  ASSERT_EQ(refusal(late), "");
  service.clock().advance(std::chrono::hours(1));
  service.clock().reboot();
  service.restart();
  ASSERT_EQ(service.host().clock().standing, ClockState::Standing::unconfirmed);
  auto later = registration(4, 1);
  later.set_late_entry(true);
  EXPECT_EQ(refusal(later), "");
  EXPECT_TRUE(last_event().group_confirmed().passed_over_waitlist());
}

TEST_F(RegisterGroup, ByTheSameRequestIdGetsTheFirstAnswer) {
  const auto request = registration(1, 3);
  EXPECT_EQ(refused(request), "");
  EXPECT_EQ(refused(request), "");
  EXPECT_EQ(events_since_last(), Types{"GroupConfirmed"});
  EXPECT_EQ(seats_now().confirmed_count(), 3);
}

TEST_F(RegisterGroup, RetriedAfterItsAnswerWasForgottenTellsWhereTheGroupStands) {
  register_group(1, 10);
  register_group(2, 4);
  register_group(3, 5);
  cancel(2);
  events_since_last();
  // A new request id stands for an answer that isn't remembered any more.
  const auto again = register_group(3, 5);
  EXPECT_EQ(again.status(), v1::GROUP_STATUS_WAITING);
  EXPECT_EQ(again.waitlist_place(), 1);
  EXPECT_EQ(register_group(2, 4).status(), v1::GROUP_STATUS_CANCELLED);
  service.clock().set(Instant{kEndsAtUs});
  service.settle();
  events_since_last();
  EXPECT_EQ(register_group(1, 10).status(), v1::GROUP_STATUS_CONFIRMED) << "even after the deadline";
  EXPECT_EQ(events_since_last(), Types{});
  EXPECT_EQ(refused(registration(3, 4)), "ID_TAKEN");
}

// A new request id stands for an answer that isn't remembered any more.
TEST_F(RegisterGroup, RetriedListsThePeopleOfItsGroup) {
  register_named(1, 3, {1});
  register_named(2, 2, {4});
  register_group(3, 2);
  v1::NameGroupMembersRequest names;
  names.set_request_id(fresh_request_id());
  names.set_group_id(group(1));
  *names.add_members() = named(2, name_of(2));
  ASSERT_EQ(refusal(names), "");
  events_since_last();
  struct Case {
    const char* rule;
    int group, head_count;
    std::vector<int> people;
    const char* reason;
  };
  const Case cases[] = {
      {"who were listed first", 1, 3, {1}, ""},
      {"with one named since", 1, 3, {2, 1}, ""},
      {"counted only", 1, 3, {}, ""},
      {"others", 1, 3, {3}, "ID_TAKEN"},
      {"one more", 1, 3, {1, 2, 3}, "ID_TAKEN"},
      {"who are in another group", 1, 3, {1, 4}, "ID_TAKEN"},
      {"when they were counted only", 3, 2, {3}, "ID_TAKEN"},
  };
  for (const Case& row : cases) {
    auto request = registration(row.group, row.head_count);
    for (const int of_person : row.people) *request.add_members() = named(of_person, name_of(of_person));
    EXPECT_EQ(refused(request), row.reason) << row.rule;
  }
  EXPECT_EQ(events_since_last(), Types{});
  EXPECT_EQ(group_now(1).members_size(), 2);
  EXPECT_EQ(group_now(3).members_size(), 0);
}

TEST_F(RegisterGroup, RetriedAfterItWasCancelledLeavesItsPeopleToOthers) {
  register_named(1, 2, {1, 2});
  cancel(1);
  register_named(2, 2, {1});
  EXPECT_EQ(register_named(1, 2, {1, 2}).status(), v1::GROUP_STATUS_CANCELLED);
  EXPECT_EQ(group_now(2).members_size(), 1);
}

TEST_F(RegisterGroup, WithZeroSeatsIsRefusedForAnybody) {
  publish(test_id(60), 0);
  auto request = registration(1, 1);
  request.set_session_id(test_id(60));
  EXPECT_EQ(refused(request), "GROUP_LARGER_THAN_ROOM");
}

TEST_F(RegisterGroup, NamesSomebodyWhoseGroupWasCancelled) {
  register_named(1, 2, {1});
  cancel(1);
  auto request = registration(2, 2);
  *request.add_members() = named(1, name_of(1));
  EXPECT_EQ(refused(request), "");
  EXPECT_EQ(group_now(2).members_size(), 1);
}

TEST_F(RegisterGroup, SurvivesACrash) {
  register_group(1, 9);
  register_group(2, 3);
  service.restart();
  EXPECT_EQ(register_group(3, 1).waitlist_place(), 2);
}

}  // namespace
}  // namespace opora::registration::testing
