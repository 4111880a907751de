#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class OnSessionCancelled : public RegistrationTest {};

TEST_F(OnSessionCancelled, RegistrationHasEndedAndWhoRegisteredCanBeRead) {
  register_named(1, 8, {1, 2});
  events_since_last();
  call_off(kSession);
  EXPECT_EQ(events_since_last(), Types{"RegistrationEnded"});
  EXPECT_EQ(group_now(1).status(), v1::GROUP_STATUS_CONFIRMED);
  EXPECT_EQ(group_now(1).members_size(), 2);
  EXPECT_FALSE(seats_now().open());
}

TEST_F(OnSessionCancelled, NobodyRegistersAnyMore) {
  call_off(kSession);
  EXPECT_EQ(refusal(registration(1, 1)), "SESSION_CANCELLED");
  auto late = registration(2, 1);
  late.set_late_entry(true);
  EXPECT_EQ(refusal(late), "SESSION_CANCELLED");
  v1::ReopenRegistrationRequest reopening;
  reopening.set_request_id(fresh_request_id());
  reopening.set_session_id(kSession);
  EXPECT_EQ(refusal(reopening), "SESSION_CANCELLED");
}

TEST_F(OnSessionCancelled, ScansAreOddAndCountNowhere) {
  register_named(1, 8, {1});
  call_off(kSession);
  open_doors();
  EXPECT_EQ(check_in(1, 1), std::vector<int>{v1::CHECK_IN_FLAG_SESSION_CANCELLED});
  EXPECT_EQ(attending(kSession), std::vector<std::string>{});
  ASSERT_EQ(unsettled(kSession).size(), 1U);
  EXPECT_EQ(refusal(confirmation(kSession, {scan(1)})), "SESSION_CANCELLED");
}

// They were at another one, whose door had not been chosen.
TEST_F(OnSessionCancelled, ScansMayCountAtAnotherSession) {
  publish(test_id(60), 10);
  call_off(kSession);
  open_doors();
  check_in(1, 1);
  auto request = confirmation(test_id(60), {scan(1)});
  request.set_scanned_session_id(kSession);
  EXPECT_EQ(refusal(request), "");
  EXPECT_EQ(attending(test_id(60)), std::vector<std::string>{person(1)});
}

TEST_F(OnSessionCancelled, WhoWasCheckedInBeforeStaysInTheRecord) {
  open_doors();
  check_in(1, 1);
  call_off(kSession);
  EXPECT_EQ(attending(kSession), std::vector<std::string>{person(1)});
}

TEST_F(OnSessionCancelled, OfASessionThatNobodyKnowsIsNoNews) {
  call_off(test_id(60));
  EXPECT_EQ(events_since_last(), Types{});
}

}  // namespace
}  // namespace opora::registration::testing
