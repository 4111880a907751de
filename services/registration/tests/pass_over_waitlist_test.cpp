#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class PassOverWaitlist : public RegistrationTest {
 protected:
  v1::PassOverWaitlistRequest letting(int number, const std::string& session = kSession) {
    v1::PassOverWaitlistRequest request;
    request.set_request_id(fresh_request_id());
    request.set_session_id(session);
    request.set_group_id(group(number));
    request.set_reason(v1::GROUP_CHANGE_REASON_SEATS_STAY_FREE);
    request.set_note("Three seats would stay empty.");
    return request;
  }
  // Three seats are free, four want them and wait, and behind them wait two and three.
  void fill() {
    register_group(1, 7);
    register_group(2, 4);
    register_group(3, 2);
    register_group(4, 3);
  }
};

TEST_F(PassOverWaitlist, GivesSeatsThatTheFirstCannotUse) {
  fill();
  events_since_last();
  ASSERT_EQ(refusal(letting(4), coordinator(kRegion)), "");
  EXPECT_EQ(events_since_last(), Types{"GroupConfirmed"});
  const auto told = last_event().group_confirmed();
  EXPECT_TRUE(told.promoted());
  EXPECT_TRUE(told.passed_over_waitlist());
  EXPECT_EQ(told.reason(), v1::GROUP_CHANGE_REASON_SEATS_STAY_FREE);
  EXPECT_EQ(told.changed_by(), v1::GROUP_CHANGED_BY_COORDINATOR);
  EXPECT_EQ(group_now(2).waitlist_place(), 1);
  EXPECT_EQ(group_now(3).waitlist_place(), 2);
  EXPECT_EQ(seats_now().confirmed_count(), 10);
  EXPECT_EQ(cancel(1), 2) << "the waitlist goes on in its order";
  EXPECT_EQ(refusal(letting(4)), "") << "the same again";
}

TEST_F(PassOverWaitlist, IsReadByWhoeverIsPassedOver) {
  fill();
  ASSERT_EQ(refusal(letting(3)), "");
  const auto first = group_now(2);
  ASSERT_EQ(first.passed_over_size(), 1);
  EXPECT_EQ(first.passed_over(0).reason(), v1::GROUP_CHANGE_REASON_SEATS_STAY_FREE);
  EXPECT_EQ(first.passed_over(0).note(), "Three seats would stay empty.");
  EXPECT_EQ(first.passed_over(0).head_count(), 2);
  EXPECT_EQ(first.passed_over(0).changed_at_us(), service.clock().now().us);
  EXPECT_EQ(group_now(4).passed_over_size(), 0) << "it came later";
  EXPECT_EQ(group_now(3).changes(0).kind(), v1::GROUP_CHANGE_KIND_PASSED_OVER);
  cancel(1);
  EXPECT_EQ(group_now(2).passed_over_size(), 0) << "it has its seats";
}

TEST_F(PassOverWaitlist, IsForSeatsThatWouldStayFree) {
  fill();
  EXPECT_EQ(refusal(letting(2)), "NO_SEATS_FREE");
  ASSERT_EQ(refusal(letting(3)), "");
  EXPECT_EQ(refusal(letting(4)), "NO_SEATS_FREE");
  EXPECT_EQ(refusal(letting(9)), "UNKNOWN_GROUP");
  cancel(4);
  EXPECT_EQ(refusal(letting(4)), "GROUP_CANCELLED");
}

TEST_F(PassOverWaitlist, EndsWithTheStart) {
  fill();
  service.clock().set(Instant{kStartsAtUs - 1});
  EXPECT_EQ(refusal(letting(3)), "");
  service.clock().set(Instant{kStartsAtUs});
  EXPECT_EQ(refusal(letting(4)), "SESSION_BEGUN");
}

TEST_F(PassOverWaitlist, IsForGroupsOfTheSession) {
  fill();
  publish(test_id(60), 10);
  EXPECT_EQ(refusal(letting(3, test_id(60))), "UNKNOWN_GROUP");
  EXPECT_EQ(refusal(letting(3, test_id(61))), "UNKNOWN_SESSION");
}

}  // namespace
}  // namespace opora::registration::testing
