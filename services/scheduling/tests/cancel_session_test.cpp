#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

class CancelSession : public SchedulingTest {
 protected:
  void SetUp() override {
    add_places();
    add_programme_and_round();
    ASSERT_EQ(refusal(session()), "");
  }
};

TEST_F(CancelSession, IsToldOnceAndWhy) {
  ASSERT_EQ(refusal(publish(test_id(kSession))), "");
  ASSERT_EQ(refusal(cancel_session(test_id(kSession))), "");
  EXPECT_EQ(service.event_types().back(), "SessionCancelled");
  EXPECT_EQ(service.events().back().key, test_id(kSession));
  EXPECT_EQ(last_event().session_cancelled().session_id(), test_id(kSession));
  EXPECT_EQ(last_event().session_cancelled().version(), 1);
  EXPECT_EQ(last_event().session_cancelled().reason(), "Nobody can lead it.");
  const auto told = service.event_types();
  EXPECT_EQ(refusal(cancel_session(test_id(kSession))), "");
  EXPECT_EQ(service.event_types(), told);
  EXPECT_EQ(service.violations(), std::vector<std::string>());
}

TEST_F(CancelSession, FreesTheRoom) {
  auto same_time = session();
  same_time.set_session_id(test_id(kOther));
  ASSERT_EQ(refusal(same_time), "");
  ASSERT_EQ(refusal(publish(test_id(kSession))), "");
  ASSERT_EQ(refusal(publish(test_id(kOther))), "ROOM_DOUBLE_BOOKED");
  ASSERT_EQ(refusal(cancel_session(test_id(kSession))), "");
  EXPECT_EQ(refusal(publish(test_id(kOther))), "");
  EXPECT_EQ(service.violations(), std::vector<std::string>());
}

TEST_F(CancelSession, IsForGood) {
  ASSERT_EQ(refusal(cancel_session(test_id(kSession))), "");
  EXPECT_EQ(refusal(publish(test_id(kSession))), "SESSION_CANCELLED");
  EXPECT_EQ(refusal(move_to(test_id(kRoom), "2023-10-17T11:00")), "SESSION_CANCELLED");
  EXPECT_EQ(refusal(change_capacity(3)), "SESSION_CANCELLED");
  EXPECT_EQ(refusal(rename(v1::NAMED_THING_SESSION, test_id(kSession), "Later")), "SESSION_CANCELLED");
  EXPECT_EQ(refusal(session()), "") << "it was planned like this before";
}

TEST_F(CancelSession, IsListedAsCancelled) {
  v1::ListSessionsRequest request;
  request.set_round_id(test_id(kRound));
  EXPECT_FALSE(answer<v1::ListSessionsResponse>(request).sessions(0).cancelled());
  const auto before = service.event_types();
  ASSERT_EQ(refusal(cancel_session(test_id(kSession))), "");
  EXPECT_EQ(service.event_types(), before) << "a plan is nobody else's business";
  service.restart();
  EXPECT_TRUE(answer<v1::ListSessionsResponse>(request).sessions(0).cancelled());
}

TEST_F(CancelSession, NeedsTheSessionAndAReason) {
  EXPECT_EQ(refusal(cancel_session(test_id(99))), "UNKNOWN_SESSION");
  auto request = cancel_session(test_id(kSession));
  request.clear_reason();
  EXPECT_EQ(refusal(request), "INVALID_REQUEST");
}

}  // namespace
}  // namespace opora::scheduling::testing
