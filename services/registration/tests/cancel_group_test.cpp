#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class CancelGroup : public RegistrationTest {};

TEST_F(CancelGroup, PromotesThoseWhoNowFitInTheirOrder) {
  register_group(1, 6);
  register_group(2, 4);
  register_group(3, 2);
  register_group(4, 3);
  register_group(5, 4);
  register_group(6, 1);
  events_since_last();
  EXPECT_EQ(cancel(1), 2) << "two and three fit into six, four more do not, and nobody passes them";
  EXPECT_EQ(events_since_last(), (Types{"GroupCancelled", "GroupConfirmed", "GroupConfirmed"}));
  EXPECT_TRUE(last_event().group_confirmed().promoted());
  EXPECT_EQ(last_event().group_confirmed().group_id(), group(4));
  EXPECT_EQ(group_now(3).status(), v1::GROUP_STATUS_CONFIRMED);
  EXPECT_EQ(group_now(5).waitlist_place(), 1);
  EXPECT_EQ(group_now(6).waitlist_place(), 2);
  EXPECT_EQ(seats_now().confirmed_count(), 9);
  EXPECT_EQ(seats_now().waiting_group_count(), 2);
  EXPECT_EQ(seats_now().waiting_head_count(), 5);
}

TEST_F(CancelGroup, OfAWaitingHeadLetsTheNextIn) {
  register_group(1, 6);
  register_group(2, 7);
  register_group(3, 4);
  events_since_last();
  EXPECT_EQ(cancel(2), 1);
  EXPECT_EQ(group_now(3).status(), v1::GROUP_STATUS_CONFIRMED);
  EXPECT_EQ(seats_now().waiting_group_count(), 0);
}

TEST_F(CancelGroup, OfOneWaitingInTheMiddleMovesTheOthersUp) {
  register_group(1, 10);
  register_group(2, 7);
  register_group(3, 4);
  register_group(4, 1);
  EXPECT_EQ(cancel(3), 0);
  EXPECT_EQ(last_event().group_cancelled().freed_count(), 0);
  EXPECT_EQ(group_now(4).waitlist_place(), 2);
}

TEST_F(CancelGroup, IsToldUnderTheGroup) {
  register_group(1, 6);
  EXPECT_EQ(cancel(1), 0);
  const auto told = last_event().group_cancelled();
  EXPECT_EQ(told.group_id(), group(1));
  EXPECT_EQ(told.session_id(), kSession);
  EXPECT_EQ(told.freed_count(), 6);
  EXPECT_EQ(service.events().back().key, group(1)) << "what becomes of one group keeps its order";
}

TEST_F(CancelGroup, AgainChangesNothing) {
  register_group(1, 10);
  register_group(2, 7);
  EXPECT_EQ(cancel(1), 1);
  EXPECT_EQ(last_event().group_confirmed().group_id(), group(2));
  events_since_last();
  EXPECT_EQ(cancel(1), 0);
  EXPECT_EQ(events_since_last(), Types{});
}

TEST_F(CancelGroup, PromotesUntilTheSessionStarts) {
  register_group(1, 5);
  register_group(2, 5);
  register_group(3, 5);
  register_group(4, 5);
  service.clock().set(Instant{kStartsAtUs - 1});
  EXPECT_EQ(cancel(1), 1) << "registration has ended, the session has not begun";
  service.clock().set(Instant{kStartsAtUs});
  EXPECT_EQ(cancel(2), 0);
  EXPECT_EQ(group_now(4).status(), v1::GROUP_STATUS_WAITING);
}

// As many move up at once as go into one commit; the others do right after, and nobody passes them.
TEST_F(CancelGroup, ReadsAWaitlistOfManyPages) {
  publish(test_id(60), 450);
  const auto enter = [&](int number, int head_count) {
    auto request = registration(number, head_count);
    request.set_session_id(test_id(60));
    return service.call<v1::RegisterGroupResponse>(request).value().status();
  };
  EXPECT_EQ(enter(1, 450), v1::GROUP_STATUS_CONFIRMED);
  for (int number = 2; number <= 460; ++number) EXPECT_EQ(enter(number, 1), v1::GROUP_STATUS_WAITING);
  EXPECT_EQ(cancel(100), 0);
  EXPECT_EQ(cancel(1), 200);
  EXPECT_EQ(group_now(452).status(), v1::GROUP_STATUS_CONFIRMED);
  EXPECT_EQ(group_now(453).waitlist_place(), 1);
  EXPECT_EQ(enter(461, 1), v1::GROUP_STATUS_WAITING);
}

// With the group those would vanish who did not come, though it is told of whoever stays away.
TEST_F(CancelGroup, OfWhomSomebodyCameIsRefused) {
  register_named(1, 3, {1, 2});
  open_doors();
  v1::CancelGroupRequest request;
  request.set_group_id(group(1));
  check_in(1, 2);
  EXPECT_EQ(refusal(request), "GROUP_CAME");
  v1::TakeBackAttendanceRequest mistake;
  mistake.set_session_id(kSession);
  mistake.set_person_id(person(2));
  mistake.set_code(v1::CORRECTION_CODE_DID_NOT_COME);
  mistake.set_reason("The wrong line of the list.");
  ASSERT_EQ(refusal(mistake), "");
  EXPECT_EQ(refusal(request), "") << "nobody came by now";
}

TEST_F(CancelGroup, WhoseOrganisationWasCountedIsRefused) {
  register_group(1, 3);
  open_doors();
  v1::CountAttendanceRequest counted;
  counted.set_session_id(kSession);
  counted.set_organisation_id(kSchool);
  counted.set_person_count(2);
  ASSERT_EQ(refusal(counted), "");
  v1::CancelGroupRequest request;
  request.set_group_id(group(1));
  EXPECT_EQ(refusal(request), "GROUP_CAME");
}

TEST_F(CancelGroup, OfASessionThatIsOverIsEnteredAfterwardsOrNotAtAll) {
  register_named(1, 3, {1});
  open_doors();
  check_in(1, 1);
  service.clock().set(Instant{kStartsAtUs + 12 * kHourUs});
  v1::CancelGroupRequest request;
  request.set_group_id(group(1));
  EXPECT_EQ(refusal(request), "SESSION_OVER");
  request.set_late_entry(true);
  EXPECT_EQ(refusal(request, coordinator(kRegion)), "") << "from the records of a past round";
  EXPECT_EQ(last_event().group_cancelled().freed_count(), 3);
}

TEST_F(CancelGroup, OfNothingIsRefused) {
  v1::CancelGroupRequest request;
  request.set_request_id(fresh_request_id());
  request.set_group_id(kNobody);
  EXPECT_EQ(refusal(request), "UNKNOWN_GROUP");
}

}  // namespace
}  // namespace opora::registration::testing
