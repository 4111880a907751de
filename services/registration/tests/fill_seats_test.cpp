#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

constexpr std::chrono::hours kTooMuch{60};

class FillSeats : public Desk {
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
  publish(test_id(60), 500);
  const auto enter = [&](int number, int head_count) {
    auto request = registration(number, head_count);
    request.set_session_id(test_id(60));
    ASSERT_EQ(refusal(request), "");
  };
  enter(1, 500);
  for (int number = 2; number <= 502; ++number) enter(number, 1);
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
