#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

constexpr std::chrono::hours kTooMuch{52};  // by which a session of in two days has begun, and is not over

class FillSeats : public RegistrationTest {
 protected:
  // The machine was off, and its clock is wrong when it comes back: nothing confirms it.
  void come_back(std::chrono::hours wrong_by) {
    service.clock().advance(std::chrono::hours(1));
    service.clock().reboot();
    service.clock().set_wrong(wrong_by);
    service.restart();
  }
  void put_clock_right() {
    service.clock().set_wrong(std::chrono::hours(0));
    service.clock().synchronise(true);
    service.settle();
  }
  // Of five hundred, who fill another session, all are one group; as many others wait, and one more.
  void enter_crowd() {
    publish(test_id(60), 500);
    for (int number = 1; number <= 502; ++number) {
      auto request = registration(number, number == 1 ? 500 : 1);
      request.set_session_id(test_id(60));
      ASSERT_EQ(refusal(request), "");
    }
  }
  // And leaves for later what is left to a timer.
  void begin_to_cancel(int number) {
    v1::CancelGroupRequest request;
    request.set_request_id(fresh_request_id());
    request.set_group_id(group(number));
    bool was_answered = false;
    for (const Method& method : service.host().methods()) {
      if (method.request != v1::CancelGroupRequest::descriptor()) continue;
      Call call;
      call.caller = opora::testing::administrator();
      call.request = request.SerializeAsString();
      service.host().call(method.index, std::move(call), [&](const Answer& answer) {
        was_answered = answer.response.has_value();
      });
    }
    while (!was_answered && service.host().step_lane()) {
    }
    ASSERT_TRUE(was_answered);
  }
};

TEST_F(FillSeats, WhoWasPassedOverByAWrongHourMovesUpOnceTheTimeIsConfirmed) {
  service.clock().set(Instant{kStartsAtUs - 48 * kHourUs});
  register_group(1, 10);
  register_group(2, 3);
  come_back(kTooMuch);
  EXPECT_EQ(cancel(1), 0) << "by that clock the session has begun";
  EXPECT_EQ(group_now(2).status(), v1::GROUP_STATUS_WAITING);
  events_since_last();
  put_clock_right();
  EXPECT_EQ(events_since_last(), Types{"GroupConfirmed"});
  EXPECT_TRUE(last_event().group_confirmed().promoted());
  EXPECT_EQ(group_now(2).status(), v1::GROUP_STATUS_CONFIRMED);
}

TEST_F(FillSeats, NobodyIsOvertaken) {
  service.clock().set(Instant{kStartsAtUs - 48 * kHourUs});
  register_group(1, 4);
  register_group(2, 6);
  register_group(3, 5);
  register_group(4, 1);
  come_back(kTooMuch);
  EXPECT_EQ(cancel(1), 0);
  put_clock_right();
  EXPECT_EQ(group_now(3).status(), v1::GROUP_STATUS_WAITING) << "four seats are free and it needs five";
  EXPECT_EQ(group_now(4).status(), v1::GROUP_STATUS_WAITING);
}

// A crowd's worth of groups, in portions: each leaves the next to a timer.
TEST_F(FillSeats, ManyMoveUpAPortionAtATime) {
  service.clock().set(Instant{kStartsAtUs - 48 * kHourUs});
  enter_crowd();
  come_back(kTooMuch);
  EXPECT_EQ(cancel(1), 0);
  events_since_last();
  service.clock().set_wrong(std::chrono::hours(0));
  service.clock().synchronise(true);
  Types moved_up;
  while (moved_up.empty() && service.host().step_lane()) moved_up = events_since_last();
  EXPECT_EQ(moved_up.size(), 200U);
  EXPECT_EQ(service.violations(), std::vector<std::string>{}) << "who goes on is known";
  service.settle();
  EXPECT_EQ(events_since_last().size(), 300U);
  EXPECT_EQ(group_now(501).status(), v1::GROUP_STATUS_CONFIRMED);
  EXPECT_EQ(group_now(502).status(), v1::GROUP_STATUS_WAITING);
}

// What any clock has let move up moves up: the hour is not asked for again.
TEST_F(FillSeats, ThoseWhoAreToMoveUpWaitForNoConfirmedTime) {
  service.clock().set(Instant{kStartsAtUs - 48 * kHourUs});
  enter_crowd();
  come_back(std::chrono::hours(0));
  ASSERT_EQ(service.host().clock().standing, ClockState::Standing::unconfirmed);
  EXPECT_EQ(cancel(1), 200);
  ASSERT_EQ(service.host().clock().standing, ClockState::Standing::unconfirmed);
  EXPECT_EQ(group_now(501).status(), v1::GROUP_STATUS_CONFIRMED);
  EXPECT_EQ(group_now(502).status(), v1::GROUP_STATUS_WAITING);
}

TEST_F(FillSeats, ThoseWhoAreToMoveUpDoSoThoughTheSessionHasBegunSince) {
  service.clock().set(Instant{kStartsAtUs - 48 * kHourUs});
  enter_crowd();
  service.clock().set(Instant{kStartsAtUs - 1});
  service.settle();
  begin_to_cancel(1);
  service.clock().set(Instant{kStartsAtUs + kHourUs});
  service.settle();
  EXPECT_EQ(group_now(501).status(), v1::GROUP_STATUS_CONFIRMED);
  EXPECT_EQ(group_now(502).status(), v1::GROUP_STATUS_WAITING);
}

TEST_F(FillSeats, WhatBecomesFreeOnceTheSessionHasBegunIsNotTheirs) {
  service.clock().set(Instant{kStartsAtUs - 48 * kHourUs});
  enter_crowd();
  service.clock().set(Instant{kStartsAtUs - 1});
  service.settle();
  begin_to_cancel(1);
  service.clock().set(Instant{kStartsAtUs + kHourUs});
  begin_to_cancel(2);
  service.settle();
  EXPECT_EQ(group_now(501).status(), v1::GROUP_STATUS_CONFIRMED);
  EXPECT_EQ(group_now(502).status(), v1::GROUP_STATUS_WAITING);
}

// Whose timers are due at any hour.
TEST_F(FillSeats, WhatAnOlderBuildHasLeftWaitsForAConfirmedTimeToo) {
  service.clock().set(Instant{kStartsAtUs - 48 * kHourUs});
  register_group(1, 10);
  register_group(2, 3);
  come_back(kTooMuch);
  EXPECT_EQ(cancel(1), 0);
  service.restart_after(
      Statement("UPDATE timers SET due_at = 0, try_at = 0 WHERE method = 'opora.registration.v1.FillSeats'"));
  service.settle();
  EXPECT_EQ(group_now(2).status(), v1::GROUP_STATUS_WAITING);
  put_clock_right();
  EXPECT_EQ(group_now(2).status(), v1::GROUP_STATUS_CONFIRMED);
}

TEST_F(FillSeats, AfterTheStartItIsReallyTooLate) {
  register_group(1, 10);
  register_group(2, 3);
  service.clock().set(Instant{kStartsAtUs});
  EXPECT_EQ(cancel(1), 0);
  service.settle();
  EXPECT_EQ(group_now(2).status(), v1::GROUP_STATUS_WAITING);
}

}  // namespace
}  // namespace opora::registration::testing
