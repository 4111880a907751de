#include "registration/domain/seats.h"
#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

constexpr std::int64_t kMinuteUs = 60'000'000;

class ReopenRegistration : public RegistrationTest {
 protected:
  v1::ReopenRegistrationRequest reopening(std::int64_t until_us, const std::string& session = kSession) {
    v1::ReopenRegistrationRequest request;
    request.set_request_id(fresh_request_id());
    request.set_session_id(session);
    request.set_until_us(until_us);
    return request;
  }
  std::string reopen(std::int64_t until_us) { return refusal(reopening(until_us)); }
  void wait_until(std::int64_t us) {
    service.clock().set(Instant{us});
    service.settle();
  }
};

TEST_F(ReopenRegistration, TakesPeopleUntilTheNewEndAndEndsOnceMore) {
  wait_until(kEndsAtUs);
  ASSERT_FALSE(seats_now().open());
  events_since_last();
  ASSERT_EQ(reopen(kEndsAtUs + kHourUs), "");
  EXPECT_EQ(events_since_last(), Types{"RegistrationReopened"});
  EXPECT_EQ(last_event().registration_reopened().session_id(), kSession);
  EXPECT_EQ(last_event().registration_reopened().until_us(), kEndsAtUs + kHourUs);
  EXPECT_TRUE(seats_now().open());
  EXPECT_EQ(register_group(1, 4).status(), Status::GROUP_STATUS_CONFIRMED);
  service.restart();
  wait_until(kEndsAtUs + kHourUs - 1);
  EXPECT_TRUE(seats_now().open());
  events_since_last();
  wait_until(kEndsAtUs + kHourUs);
  EXPECT_EQ(events_since_last(), Types{"RegistrationEnded"});
  EXPECT_EQ(last_event().registration_ended().confirmed_count(), 4);
  EXPECT_EQ(refusal(registration(2, 1)), "REGISTRATION_CLOSED");
}

TEST_F(ReopenRegistration, ForLongerMovesTheEnd) {
  ASSERT_EQ(reopen(kEndsAtUs + kHourUs), "");
  events_since_last();
  wait_until(kEndsAtUs);
  EXPECT_EQ(events_since_last(), Types{}) << "the timer was moved";
  wait_until(kEndsAtUs + kHourUs);
  EXPECT_EQ(events_since_last(), Types{"RegistrationEnded"});
}

// As a version before, which believed a wrong clock, has left one.
TEST(ReopeningOfOneThatEndedTooEarly, WithoutATimeMeansThePublishedOne) {
  const Session session{{kSession}, {kRegion}, 10, Instant{kStartsAtUs}, Instant{kEndsAtUs}, "2023-10-11"};
  const Seats ended{.session = session.id, .ended = true};
  const Instant now{kEndsAtUs - kHourUs};
  ASSERT_FALSE(is_open(session, ended, now));
  const auto events = decide_reopening(session, ended, std::nullopt, now);
  ASSERT_TRUE(events);
  EXPECT_EQ(*events, (Events{RegistrationReopened{session.id, Instant{kEndsAtUs}}}));
  EXPECT_TRUE(is_open(session, fold(ended, *events), now));
}

TEST_F(ReopenRegistration, NeverTakesBackWhatPeopleWerePromised) {
  EXPECT_EQ(reopen(kEndsAtUs - kHourUs), "UNTIL_EARLIER");
  ASSERT_EQ(reopen(kEndsAtUs + kHourUs), "");
  EXPECT_EQ(reopen(0), "") << "it is open, and for longer";
  EXPECT_EQ(reopen(kEndsAtUs + kHourUs), "") << "as it is already";
}

TEST_F(ReopenRegistration, StaysWhenTheSessionIsHeardOfAgain) {
  ASSERT_EQ(reopen(kEndsAtUs + kHourUs), "");
  publish(kSession, 10);
  wait_until(kEndsAtUs + kHourUs - 1);
  EXPECT_TRUE(seats_now().open());
  events_since_last();
  wait_until(kEndsAtUs + kHourUs);
  EXPECT_EQ(events_since_last(), Types{"RegistrationEnded"}) << "a timer that came too early came again";
}

TEST_F(ReopenRegistration, KeepsPlacesInTheWaitlist) {
  register_group(1, 9);
  ASSERT_EQ(register_group(2, 4).status(), Status::GROUP_STATUS_WAITING);
  wait_until(kEndsAtUs);
  ASSERT_EQ(reopen(kEndsAtUs + kHourUs), "");
  EXPECT_EQ(register_group(3, 1).status(), Status::GROUP_STATUS_WAITING) << "nobody is overtaken";
}

// An operator may believe a wrong watch. What was told by it stays in the log, and nothing else of it.
TEST_F(ReopenRegistration, OfWhatAConfirmedWrongTimeHasEnded) {
  const auto confirm = [&] { ASSERT_TRUE(service.host().confirm_time(service.clock().now())); };
  service.clock().set(Instant{kEndsAtUs - 5 * kHourUs});
  service.clock().set_wrong(std::chrono::hours(9));
  confirm();
  service.settle();
  ASSERT_FALSE(seats_now().open());
  service.clock().set_wrong(std::chrono::hours(0));
  confirm();
  EXPECT_EQ(reopen(0), "");
  EXPECT_EQ(register_group(1, 4).status(), Status::GROUP_STATUS_CONFIRMED);
  const auto told = service.events();
  ASSERT_GE(told.size(), 3U);
  EXPECT_LT(told.back().time.us, told[told.size() - 3].time.us) << "the log's time went back; the doctor knows why";
}

struct Refused {
  const char* rule;
  std::int64_t now_us;
  std::int64_t until_us;
  const char* reason;
};

class ReopeningRules : public ReopenRegistration, public ::testing::WithParamInterface<Refused> {};

TEST_P(ReopeningRules, AreKept) {
  wait_until(GetParam().now_us);
  EXPECT_EQ(reopen(GetParam().until_us), GetParam().reason) << GetParam().rule;
}

INSTANTIATE_TEST_SUITE_P(
    Rules, ReopeningRules,
    ::testing::Values(Refused{"up to the start", kEndsAtUs, kStartsAtUs, ""},
                      Refused{"not after it", kEndsAtUs, kStartsAtUs + 1, "UNTIL_AFTER_START"},
                      Refused{"a minute is enough", kEndsAtUs, kEndsAtUs + kMinuteUs, ""},
                      Refused{"a time that is over", kEndsAtUs, kEndsAtUs, "UNTIL_PASSED"},
                      Refused{"the published one is over", kEndsAtUs, 0, "UNTIL_PASSED"},
                      Refused{"the session has begun", kStartsAtUs, kStartsAtUs, "SESSION_BEGUN"},
                      Refused{"it began long ago", kStartsAtUs + kHourUs, 0, "SESSION_BEGUN"}),
    [](const auto& info) { return "Row" + std::to_string(info.index); });

// The published end is over by then; asked for without a time, it is open all the same.
TEST_F(ReopenRegistration, WithoutATimeChangesNothingWhileItIsOpen) {
  ASSERT_EQ(reopen(kEndsAtUs + kHourUs), "");
  wait_until(kEndsAtUs + kMinuteUs);
  events_since_last();
  const auto reopened = service.call<v1::ReopenRegistrationResponse>(reopening(0));
  ASSERT_TRUE(reopened) << reopened.error().message;
  EXPECT_EQ(reopened->until_us(), kEndsAtUs + kHourUs);
  EXPECT_EQ(events_since_last(), Types{});
}

TEST_F(ReopenRegistration, OpenUntilThenAlreadyChangesNothing) {
  events_since_last();
  EXPECT_EQ(reopen(0), "");
  EXPECT_EQ(reopen(kEndsAtUs), "");
  EXPECT_EQ(events_since_last(), Types{});
}

TEST_F(ReopenRegistration, NeedsASessionThatIsKnown) {
  EXPECT_EQ(refusal(reopening(0, kNobody)), "UNKNOWN_SESSION");
}

TEST_F(ReopenRegistration, IsForTheRegionsCoordinator) {
  Caller coordinator;
  coordinator.subject = "coordinator";
  coordinator.role = network::v1::ROLE_COORDINATOR;
  coordinator.scopes["region"] = {test_id(77)};
  EXPECT_EQ(refusal(reopening(kEndsAtUs + kHourUs), coordinator), "PERMISSION_DENIED");
  coordinator.scopes["region"] = {kRegion};
  EXPECT_EQ(refusal(reopening(kEndsAtUs + kHourUs), coordinator), "");
}

}  // namespace
}  // namespace opora::registration::testing
