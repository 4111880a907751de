#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class OnSessionCapacityChanged : public RegistrationTest {};

TEST_F(OnSessionCapacityChanged, MoreSeatsGoToTheWaitlist) {
  register_group(1, 10);
  register_group(2, 3);
  register_group(3, 4);
  events_since_last();
  change_capacity(kSession, 13);
  EXPECT_EQ(events_since_last(), Types{"GroupConfirmed"});
  EXPECT_TRUE(last_event().group_confirmed().promoted());
  EXPECT_EQ(group_now(2).status(), v1::GROUP_STATUS_CONFIRMED);
  EXPECT_EQ(group_now(3).status(), v1::GROUP_STATUS_WAITING) << "four don't fit";
  EXPECT_EQ(seats_now().capacity(), 13);
}

TEST_F(OnSessionCapacityChanged, OnceTheSessionHasBegunNobodyMovesUp) {
  register_group(1, 10);
  register_group(2, 3);
  service.clock().set(Instant{kStartsAtUs});
  service.settle();
  events_since_last();
  change_capacity(kSession, 20);
  EXPECT_EQ(events_since_last(), Types{});
  EXPECT_EQ(group_now(2).status(), v1::GROUP_STATUS_WAITING);
}

TEST_F(OnSessionCapacityChanged, FewerThanAreTakenUnseatNobodyAndLetNobodyIn) {
  register_group(1, 4);
  register_group(2, 4);
  change_capacity(kSession, 5);
  EXPECT_EQ(seats_now().confirmed_count(), 8);
  EXPECT_EQ(service.violations(), std::vector<std::string>{});
  EXPECT_EQ(register_group(3, 1).status(), v1::GROUP_STATUS_WAITING);
  EXPECT_EQ(cancel(1), 1) << "four of five are taken";
  EXPECT_EQ(seats_now().confirmed_count(), 5);
  EXPECT_EQ(service.violations(), std::vector<std::string>{});
  EXPECT_EQ(refusal(registration(4, 6)), "GROUP_LARGER_THAN_ROOM");
}

TEST_F(OnSessionCapacityChanged, AsManyUnknownPeopleMayHaveComeAsThenHadSeats) {
  change_capacity(kSession, 40);
  open_doors();
  for (int number = 1; number <= 35; ++number) check_in(number, 100 + number);
  v1::CountAttendanceRequest unnamed;
  unnamed.set_session_id(kSession);
  unnamed.set_organisation_id(kSchool);
  unnamed.set_person_count(35);
  ASSERT_EQ(refusal(unnamed), "");
  change_capacity(kSession, 10);
  EXPECT_EQ(attending(kSession).size(), 35U);
  EXPECT_EQ(service.violations(), std::vector<std::string>{});
}

TEST_F(OnSessionCapacityChanged, OfASessionThatNobodyKnowsIsNoNews) {
  change_capacity(test_id(60), 5);
  auto request = registration(1, 1);
  request.set_session_id(test_id(60));
  EXPECT_EQ(refusal(request), "UNKNOWN_SESSION");
}

}  // namespace
}  // namespace opora::registration::testing
