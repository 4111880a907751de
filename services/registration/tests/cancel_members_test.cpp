#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class CancelMembers : public RegistrationTest {
 protected:
  v1::CancelMembersRequest without(int number, const std::vector<int>& people, int unnamed = 0) {
    v1::CancelMembersRequest request;
    request.set_request_id(fresh_request_id());
    request.set_group_id(group(number));
    for (const int each : people) request.add_person_ids(person(each));
    request.set_unnamed_count(unnamed);
    request.set_reason(v1::GROUP_CHANGE_REASON_CANNOT_COME);
    return request;
  }
};

TEST_F(CancelMembers, FreesTheirSeatsAndNobodyElses) {
  register_named(1, 8, {1, 2, 3});
  register_group(2, 5);
  events_since_last();
  const auto answered = answer<v1::CancelMembersResponse>(without(1, {1, 3}, 1));
  EXPECT_EQ(answered.head_count(), 5);
  EXPECT_EQ(answered.promoted_count(), 1);
  EXPECT_EQ(events_since_last(), (Types{"GroupMembersCancelled", "GroupConfirmed"}));
  EXPECT_EQ(group_now(2).status(), v1::GROUP_STATUS_CONFIRMED);
  const auto told = group_now(1);
  EXPECT_EQ(told.head_count(), 5);
  ASSERT_EQ(told.members_size(), 1);
  EXPECT_EQ(told.members(0).person_id(), person(2));
  ASSERT_EQ(told.changes(0).left_size(), 2);
  EXPECT_EQ(told.changes(0).left(0).name(), name_of(1));
}

TEST_F(CancelMembers, IsToldWithWhoAndWhy) {
  register_named(1, 3, {1});
  ASSERT_EQ(refusal(without(1, {1}), coordinator(kRegion)), "");
  const auto told = last_event().group_members_cancelled();
  EXPECT_EQ(told.person_ids(0), person(1));
  EXPECT_EQ(told.head_count(), 2);
  EXPECT_EQ(told.freed_count(), 1);
  EXPECT_EQ(told.change_number(), 1);
  EXPECT_EQ(told.reason(), v1::GROUP_CHANGE_REASON_CANNOT_COME);
  EXPECT_EQ(told.changed_by(), v1::GROUP_CHANGED_BY_COORDINATOR);
}

TEST_F(CancelMembers, OfAWaitingGroupMayLetItIn) {
  register_group(1, 8);
  register_named(2, 3, {1});
  EXPECT_EQ(answer<v1::CancelMembersResponse>(without(2, {1})).promoted_count(), 1);
  EXPECT_EQ(group_now(2).status(), v1::GROUP_STATUS_CONFIRMED);
  EXPECT_EQ(seats_now().confirmed_count(), 10);
}

TEST_F(CancelMembers, NeverCancelTheWholeGroup) {
  register_named(1, 3, {1, 2});
  EXPECT_EQ(refusal(without(1, {1, 2}, 1)), "NOBODY_LEFT");
  EXPECT_EQ(refusal(without(1, {}, 2)), "FEWER_THAN_NAMED");
  EXPECT_EQ(refusal(without(1, {})), "NOBODY_LEAVES");
  EXPECT_EQ(refusal(without(1, {1, 1})), "NAMED_TWICE");
  EXPECT_EQ(refusal(without(1, {9})), "NOT_IN_GROUP");
  EXPECT_EQ(refusal(without(9, {1})), "UNKNOWN_GROUP");
  EXPECT_EQ(group_now(1).head_count(), 3);
}

TEST_F(CancelMembers, OnceMoreChangesNothing) {
  register_named(1, 3, {1, 2});
  ASSERT_EQ(refusal(without(1, {1})), "");
  events_since_last();
  EXPECT_EQ(answer<v1::CancelMembersResponse>(without(1, {1})).head_count(), 2);
  EXPECT_EQ(events_since_last(), Types{});
}

TEST_F(CancelMembers, AreNamedAgainWhereTheyComeAfterAll) {
  register_named(1, 4, {1, 2});
  ASSERT_EQ(refusal(without(1, {1})), "");
  v1::NameGroupMembersRequest request;
  request.set_group_id(group(1));
  *request.add_members() = named(1, name_of(1));
  EXPECT_EQ(refusal(request), "") << "in the place of somebody who was only counted";
  EXPECT_EQ(last_event().group_members_named().change_number(), 1);
  EXPECT_EQ(group_now(1).members_size(), 2);
}

TEST_F(CancelMembers, WhoHaveComeIsRefused) {
  open_doors();
  register_named(1, 3, {1, 2});
  check_in(1, 1);
  EXPECT_EQ(refusal(without(1, {1})), "MEMBER_CAME");
  service.clock().set(Instant{kStartsAtUs + 12 * kHourUs});
  EXPECT_EQ(refusal(without(1, {2})), "SESSION_OVER");
}

}  // namespace
}  // namespace opora::registration::testing
