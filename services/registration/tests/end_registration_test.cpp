#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class EndRegistration : public RegistrationTest {};

TEST_F(EndRegistration, ComesByItselfAtItsTimeAndIsToldOnce) {
  register_group(1, 9);
  register_group(2, 4);
  events_since_last();
  service.clock().set(Instant{kEndsAtUs - 1});
  service.settle();
  EXPECT_EQ(events_since_last(), Types{});
  service.clock().set(Instant{kEndsAtUs});
  service.settle();
  EXPECT_EQ(events_since_last(), Types{"RegistrationEnded"});
  EXPECT_EQ(last_event().registration_ended().session_id(), kSession);
  EXPECT_EQ(last_event().registration_ended().confirmed_count(), 9);
  EXPECT_EQ(last_event().registration_ended().waiting_head_count(), 4);
  service.clock().advance(std::chrono::hours(48));
  service.settle();
  service.restart();
  service.settle();
  EXPECT_EQ(events_since_last(), Types{});
}

TEST_F(EndRegistration, IsNotToldAgainWhenTheSessionIsHeardOfAgain) {
  service.clock().set(Instant{kEndsAtUs});
  service.settle();
  events_since_last();
  publish(kSession, 10);
  EXPECT_EQ(events_since_last(), Types{});
  EXPECT_EQ(refusal(registration(1, 1)), "REGISTRATION_CLOSED");
}

// The row of seats was there before registration ended, and says since that it has.
TEST_F(EndRegistration, IsNotToldAgainWhereSeatsWereTakenBefore) {
  register_group(1, 1);
  service.clock().set(Instant{kEndsAtUs});
  service.settle();
  events_since_last();
  publish(kSession, 10);
  EXPECT_EQ(events_since_last(), Types{});
}

TEST_F(EndRegistration, OfASessionPublishedLateComesAtOnce) {
  publish(test_id(60), 5, service.clock().now().us + kHourUs);
  EXPECT_EQ(events_since_last(), Types{"RegistrationEnded"});
  EXPECT_EQ(last_event().registration_ended().session_id(), test_id(60));
}

}  // namespace
}  // namespace opora::registration::testing
