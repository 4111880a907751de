#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class ChangeHeadCount : public RegistrationTest {
 protected:
  v1::ChangeHeadCountRequest to(int number, int head_count, int waiting = 0) {
    v1::ChangeHeadCountRequest request;
    request.set_request_id(fresh_request_id());
    request.set_group_id(group(number));
    request.set_head_count(head_count);
    if (waiting > 0) request.set_waiting_group_id(group(waiting));
    request.set_reason(v1::GROUP_CHANGE_REASON_NUMBERS_CHANGED);
    request.set_note("Two classes are on a trip.");
    return request;
  }
  v1::ChangeHeadCountResponse change(int number, int head_count, int waiting = 0) {
    return answer<v1::ChangeHeadCountResponse>(to(number, head_count, waiting));
  }
};

TEST_F(ChangeHeadCount, TakesFreeSeats) {
  register_group(1, 3);
  EXPECT_EQ(change(1, 7).head_count(), 7);
  EXPECT_EQ(events_since_last().back(), "GroupHeadCountChanged");
  EXPECT_EQ(last_event().group_head_count_changed().head_count(), 7);
  EXPECT_EQ(last_event().group_head_count_changed().freed_count(), 0);
  EXPECT_EQ(seats_now().confirmed_count(), 7);
  EXPECT_EQ(group_now(1).head_count(), 7);
}

TEST_F(ChangeHeadCount, LetsMorePeopleWaitAsAGroupOfTheirOwn) {
  register_group(1, 7);
  EXPECT_EQ(refusal(to(1, 11)), "GROUP_LARGER_THAN_ROOM");
  register_group(2, 2);
  EXPECT_EQ(refusal(to(1, 9)), "NO_SEATS_FREE");
  EXPECT_EQ(group_now(1).head_count(), 7) << "the seats it had stay";
  const auto request = to(1, 9, 3);
  const auto answered = answer<v1::ChangeHeadCountResponse>(request);
  EXPECT_EQ(answered.head_count(), 7);
  EXPECT_EQ(answered.part_head_count(), 2);
  EXPECT_EQ(answered.waitlist_place(), 1);
  EXPECT_EQ(last_event().group_waitlisted().part_of_group_id(), group(1));
  EXPECT_EQ(last_event().group_waitlisted().reason(), v1::GROUP_CHANGE_REASON_NUMBERS_CHANGED);
  EXPECT_EQ(group_now(3).part_of_group_id(), group(1));
  EXPECT_EQ(group_now(1).changes(0).kind(), v1::GROUP_CHANGE_KIND_MORE_WAIT);
  EXPECT_EQ(group_now(1).changes(0).waiting_group_id(), group(3));
  events_since_last();
  auto again = request;
  again.set_request_id(fresh_request_id());
  EXPECT_EQ(answer<v1::ChangeHeadCountResponse>(again).waitlist_place(), 1);
  EXPECT_EQ(events_since_last(), Types{}) << "the part is there";
  EXPECT_EQ(cancel(2), 1);
  EXPECT_EQ(group_now(3).status(), v1::GROUP_STATUS_CONFIRMED);
}

TEST_F(ChangeHeadCount, FreesSeatsForTheFirstOfTheWaitlist) {
  register_group(1, 8);
  register_group(2, 4);
  register_group(3, 1);
  events_since_last();
  const auto answered = change(1, 5);
  EXPECT_EQ(answered.promoted_count(), 2);
  EXPECT_EQ(events_since_last(), (Types{"GroupHeadCountChanged", "GroupConfirmed", "GroupConfirmed"}));
  EXPECT_EQ(seats_now().confirmed_count(), 10);
  EXPECT_EQ(seats_now().waiting_group_count(), 0);
}

// Nine were asked for, and five are: no more than these may have seats.
TEST_F(ChangeHeadCount, LowersThoseWhoWaitAsAPartFirst) {
  register_group(1, 7);
  register_group(2, 3);
  change(1, 9, 3);
  events_since_last();
  EXPECT_EQ(refusal(to(1, 5)), "PART_WAITS");
  EXPECT_EQ(events_since_last(), Types{});
  EXPECT_EQ(change(3, 1).head_count(), 1) << "the part itself";
  EXPECT_EQ(refusal(to(1, 5)), "PART_WAITS");
  EXPECT_EQ(cancel(3), 0);
  EXPECT_EQ(change(1, 5).head_count(), 5);
  EXPECT_EQ(seats_now().confirmed_count(), 8);
}

TEST_F(ChangeHeadCount, OfAWaitingGroupThatFitsThenConfirmsIt) {
  register_group(1, 8);
  register_group(2, 4);
  register_group(3, 1);
  EXPECT_EQ(change(2, 3).promoted_count(), 0);
  EXPECT_EQ(group_now(2).waitlist_place(), 1) << "it keeps its place";
  EXPECT_EQ(change(2, 1).promoted_count(), 2) << "it, and the one behind it";
  EXPECT_EQ(group_now(2).status(), v1::GROUP_STATUS_CONFIRMED);
  EXPECT_EQ(group_now(2).head_count(), 1);
  EXPECT_EQ(group_now(2).changes_size(), 2);
  EXPECT_EQ(seats_now().waiting_head_count(), 0);
}

TEST_F(ChangeHeadCount, OfAWaitingGroupOvertakesNobody) {
  register_group(1, 10);
  register_group(2, 2);
  register_group(3, 2);
  EXPECT_EQ(refusal(to(2, 3)), "NO_SEATS_FREE") << "three would come after";
  EXPECT_EQ(change(3, 4).head_count(), 4);
  EXPECT_EQ(seats_now().waiting_head_count(), 6);
}

TEST_F(ChangeHeadCount, KeepsWhoSaidSoAndWhy) {
  register_group(1, 5);
  Caller school;
  school.subject = "school";
  school.role = network::v1::ROLE_ORGANISATION;
  school.scopes["organisation"] = {kSchool};
  EXPECT_EQ(refusal(to(1, 4), school), "");
  EXPECT_EQ(last_event().group_head_count_changed().changed_by(), v1::GROUP_CHANGED_BY_ORGANISATION);
  EXPECT_EQ(last_event().group_head_count_changed().freed_count(), 1);
  EXPECT_EQ(refusal(to(1, 3), coordinator(kRegion)), "");
  const auto told = group_now(1);
  ASSERT_EQ(told.changes_size(), 2);
  EXPECT_EQ(told.changes(0).reason(), v1::GROUP_CHANGE_REASON_NUMBERS_CHANGED);
  EXPECT_EQ(told.changes(0).note(), "Two classes are on a trip.");
  EXPECT_EQ(told.changes(0).changed_by(), v1::GROUP_CHANGED_BY_ORGANISATION);
  EXPECT_EQ(told.changes(0).changed_at_us(), service.clock().now().us);
  EXPECT_EQ(told.changes(0).head_count_before(), 5);
  EXPECT_EQ(told.changes(0).head_count(), 4);
  EXPECT_EQ(told.changes(1).changed_by(), v1::GROUP_CHANGED_BY_COORDINATOR);
}

TEST_F(ChangeHeadCount, IsOverForTheOrganisationWhenRegistrationIs) {
  register_group(1, 5);
  Caller school;
  school.subject = "school";
  school.role = network::v1::ROLE_ORGANISATION;
  school.scopes["organisation"] = {kSchool};
  service.clock().set(Instant{kEndsAtUs});
  EXPECT_EQ(refusal(to(1, 6), school), "REGISTRATION_CLOSED");
  EXPECT_EQ(refusal(to(1, 4), school), "") << "who gives seats back may always";
  EXPECT_EQ(refusal(to(1, 6), coordinator(kRegion)), "");
  service.clock().set(Instant{kStartsAtUs});
  EXPECT_EQ(refusal(to(1, 7)), "SESSION_BEGUN");
  EXPECT_EQ(refusal(to(1, 5)), "");
  service.clock().set(Instant{kStartsAtUs + 12 * kHourUs});
  EXPECT_EQ(refusal(to(1, 4)), "SESSION_OVER");
}

TEST_F(ChangeHeadCount, IsNotUndoneByARetryOfTheRegistration) {
  const auto request = registration(1, 5);
  ASSERT_EQ(refusal(request), "");
  change(1, 3);
  auto again = request;
  again.set_request_id(fresh_request_id());
  events_since_last();
  EXPECT_EQ(answer<v1::RegisterGroupResponse>(again).status(), v1::GROUP_STATUS_CONFIRMED);
  EXPECT_EQ(events_since_last(), Types{});
  EXPECT_EQ(group_now(1).head_count(), 3);
}

TEST_F(ChangeHeadCount, StaysWithinWhatIsNamed) {
  register_named(1, 3, {1, 2});
  EXPECT_EQ(refusal(to(1, 1)), "FEWER_THAN_NAMED");
  EXPECT_EQ(refusal(to(2, 1)), "UNKNOWN_GROUP");
  cancel(1);
  EXPECT_EQ(refusal(to(1, 2)), "GROUP_CANCELLED");
}

// As many move up at once as go into one commit; a timer goes on.
TEST_F(ChangeHeadCount, LeavesTheRestOfAManyToATimer) {
  publish(test_id(60), 260);
  const auto enter = [&](int number, int head_count) {
    auto request = registration(number, head_count);
    request.set_session_id(test_id(60));
    ASSERT_EQ(refusal(request), "");
  };
  enter(1, 260);
  for (int number = 2; number <= 260; ++number) enter(number, 1);
  EXPECT_EQ(change(1, 1).promoted_count(), 200);
  service.settle();
  EXPECT_EQ(group_now(260).status(), v1::GROUP_STATUS_CONFIRMED);
}

}  // namespace
}  // namespace opora::registration::testing
