// What a lane takes for the time when clocks are wrong, sleep, and start again.
#include "platform/lane/lane_time.h"

#include <gtest/gtest.h>

#include "platform/testing/manual_clock.h"

namespace opora::testing {
namespace {

using namespace std::chrono_literals;
using std::chrono::microseconds;
using Standing = ClockState::Standing;

constexpr Instant kMonday{1'700'000'000'000'000};
constexpr microseconds kDay = 24h;

class FileLaneTime : public ::testing::Test {
 protected:
  // As a process that starts finds it: the lane's last time, and what was kept.
  void start(Instant last, bool is_new = false) {
    time.emplace(clock, false, last, kept, is_new);
    look();
  }
  void look() {
    if (const auto known = time->look()) {
      kept = known;
      time->kept(*known);
    }
  }
  Standing standing() { return time->state().standing; }
  // How far what is believed is from what is true.
  microseconds error() { return microseconds(time->now().us - clock.true_time().us); }

  ManualClock clock{kMonday};
  std::optional<KnownStart> kept;
  std::optional<LaneTime> time;
};

TEST_F(FileLaneTime, ANewLaneBelievesWhoMadeIt) {
  start(kMonday, true);
  EXPECT_EQ(standing(), Standing::agreed);
  EXPECT_TRUE(kept);
}

struct Jump {
  const char* what;
  microseconds by;
};

class JumpingClock : public FileLaneTime, public ::testing::WithParamInterface<Jump> {};

TEST_P(JumpingClock, IsContradictedByTheMachinesCount) {
  start(kMonday, true);
  clock.advance(1h);
  clock.set_wrong(GetParam().by);
  EXPECT_EQ(standing(), Standing::contradicted);
  EXPECT_EQ(time->state().off, GetParam().by);
  EXPECT_TRUE(time->is_confirmed()) << "time goes on as it did, so timers need not wait";
  EXPECT_EQ(error(), 0us);
  clock.advance(90s);
  EXPECT_EQ(error(), 0us);
  clock.set_wrong(0s);
  EXPECT_EQ(standing(), Standing::agreed);
}

TEST_P(JumpingClock, IsContradictedInTheNextProcessAsWell) {
  start(kMonday, true);
  clock.advance(1h);
  clock.set_wrong(GetParam().by);
  start(kMonday);
  EXPECT_EQ(standing(), Standing::contradicted);
  EXPECT_EQ(error(), 0us);
}

INSTANTIATE_TEST_SUITE_P(Jumps, JumpingClock,
                         ::testing::Values(Jump{"nine hours on", 9h}, Jump{"thirty-one hours on", 31h},
                                           Jump{"two hours back", -2h}, Jump{"ten days on", 10 * kDay},
                                           Jump{"a minute and a second", 61s},
                                           Jump{"thirty years back", -11'000 * kDay}),
                         [](const auto& info) { return "Row" + std::to_string(info.index); });

TEST_F(FileLaneTime, AMinuteIsNothing) {
  start(kMonday, true);
  for (const microseconds small : {60s, -60s, 1s}) {
    clock.set_wrong(small);
    EXPECT_EQ(standing(), Standing::agreed);
    EXPECT_EQ(error(), small) << "the clock on the wall is what people see";
  }
}

TEST_F(FileLaneTime, TenDaysOfSleepAreTenDays) {
  start(kMonday, true);
  clock.advance(10 * kDay);
  EXPECT_EQ(standing(), Standing::agreed);
  EXPECT_EQ(error(), 0us);
}

TEST_F(FileLaneTime, AProcessThatWasStoppedForTenDaysKnowsIt) {
  start(kMonday, true);
  clock.advance(10 * kDay);
  start(kMonday);
  EXPECT_EQ(standing(), Standing::agreed);
}

TEST_F(FileLaneTime, AfterTheMachinesStartAGapIsBelievedButNotConfirmed) {
  start(kMonday, true);
  clock.advance(10 * kDay);
  clock.reboot();
  start(kMonday);
  EXPECT_EQ(standing(), Standing::unconfirmed);
  EXPECT_FALSE(time->is_confirmed());
  EXPECT_EQ(error(), 0us);
  clock.set_wrong(9h);
  EXPECT_EQ(error(), 9h) << "there is nothing to hold it against";
}

TEST_F(FileLaneTime, ACountThatHasNotComeAsFarAsTheLaneIsOfAnotherStart) {
  start(kMonday, true);
  clock.advance(2h);
  clock.reboot();
  kept->boot = clock.boot();  // the same name, for all that is known
  start(clock.true_time() - 1h);
  EXPECT_EQ(standing(), Standing::unconfirmed);
  EXPECT_EQ(error(), 0us);
}

TEST_F(FileLaneTime, AfterAQuickStartNothingIsLeftToConfirm) {
  start(kMonday, true);
  clock.advance(55s);
  clock.reboot();
  start(kMonday);
  EXPECT_EQ(standing(), Standing::agreed);
}

TEST_F(FileLaneTime, AClockBehindTheLaneIsWrongHoweverItStarted) {
  start(kMonday, true);
  clock.advance(1h);
  clock.reboot();
  clock.set_wrong(-3h);
  start(kMonday);
  EXPECT_EQ(standing(), Standing::unconfirmed);
  EXPECT_EQ(time->now().us, kMonday.us);
  clock.advance(5min);
  EXPECT_EQ(time->now().us, (kMonday + 5min).us) << "it goes on";
}

TEST_F(FileLaneTime, TheSystemsWordConfirmsAtOnceAfterAStart) {
  start(kMonday, true);
  clock.advance(10 * kDay);
  clock.reboot();
  start(kMonday);
  clock.synchronise(true);
  look();
  EXPECT_EQ(standing(), Standing::agreed);
  clock.set_wrong(9h);
  start(kMonday);
  EXPECT_EQ(standing(), Standing::contradicted) << "what was confirmed is kept";
}

TEST_F(FileLaneTime, TheSystemOverrulesAtOnceWhoMadeTheLaneByAWrongClock) {
  clock.set_wrong(9h);  // as before the network has put it right, on a new machine
  start(clock.now(), true);
  ASSERT_EQ(error(), 9h);
  clock.set_wrong(0s);
  clock.synchronise(true);
  look();
  EXPECT_EQ(standing(), Standing::agreed);
  EXPECT_EQ(error(), 0s);
}

TEST_F(FileLaneTime, SmallStepsOfASynchronisedClockDoNotAddUp) {
  start(kMonday, true);
  clock.synchronise(true);
  for (int day = 1; day <= 10; ++day) {
    clock.set_wrong(10s * day);
    look();
    clock.advance(kDay);
    look();
    EXPECT_EQ(standing(), Standing::agreed) << day;
  }
}

TEST_F(FileLaneTime, AStartWithoutANameIsAnotherOne) {
  class Nameless : public MachineClock {
   public:
    Instant now() const override { return kMonday + 9h; }
    microseconds since_boot() const override { return 48h; }
    std::string boot() const override { return ""; }
    bool is_synchronised() const override { return false; }
  };
  const Nameless nameless;
  const LaneTime of_it(nameless, false, kMonday, KnownStart{"", kMonday - 1h}, false);
  EXPECT_EQ(of_it.state().standing, Standing::unconfirmed);
}

TEST_F(FileLaneTime, WhatWasConfirmedMeanwhileIsKeptAsWell) {
  start(kMonday, true);
  clock.set_wrong(9h);
  ASSERT_TRUE(time->confirm(clock.now()));
  const auto first = time->look();
  ASSERT_TRUE(first);
  clock.set_wrong(18h);
  ASSERT_TRUE(time->confirm(clock.now()));
  time->kept(*first);
  EXPECT_TRUE(time->look()) << "the second is not in the database yet";
}

TEST_F(FileLaneTime, AgainstTheMachinesCountTheSystemsWordHasToLast) {
  start(kMonday, true);
  clock.synchronise(true);
  look();
  clock.synchronise(false);
  look();
  clock.set_wrong(10 * kDay);
  clock.synchronise(true);
  look();
  clock.advance(14min);
  clock.synchronise(false);
  look();
  clock.synchronise(true);
  look();
  clock.advance(14min);
  look();
  EXPECT_EQ(standing(), Standing::contradicted);
  clock.advance(1min);
  look();
  EXPECT_EQ(standing(), Standing::agreed);
  EXPECT_EQ(error(), 10 * kDay);
}

TEST_F(FileLaneTime, AnOperatorConfirmsWhatTheClockSays) {
  start(kMonday, true);
  clock.set_wrong(9h);
  const auto refused = time->confirm(clock.true_time());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "CLOCK_DIFFERS");
  EXPECT_EQ(standing(), Standing::contradicted);
  ASSERT_TRUE(time->confirm(clock.now() - 119s));
  look();
  EXPECT_EQ(standing(), Standing::agreed);
  start(kMonday);
  EXPECT_EQ(standing(), Standing::agreed) << "and it is kept";
}

TEST_F(FileLaneTime, ALaneThatIsAheadOfAConfirmedTimeComesBack) {
  start(kMonday, true);
  EXPECT_EQ(time->after(kMonday + 1s).us, (kMonday + 1s).us) << "a batch may come a little early";
  EXPECT_EQ(time->after(kMonday + 2min).us, (kMonday + 2min).us) << "as far as another process may be ahead";
  EXPECT_EQ(time->after(kMonday + 31h).us, kMonday.us) << "nobody who is right has been there";
}

TEST_F(FileLaneTime, WithoutAConfirmedTimeTheLaneNeverComesBack) {
  start(kMonday, true);
  clock.advance(1h);
  clock.reboot();
  start(kMonday);
  ASSERT_FALSE(time->is_confirmed());
  EXPECT_EQ(time->after(kMonday + 31h).us, (kMonday + 31h).us);
}

class SharedLaneTime : public ::testing::Test {
 protected:
  ManualClock clock{kMonday};
  LaneTime time{clock, true, kMonday, std::nullopt, false};
  Instant database_now() const { return clock.true_time(); }
  void hear(microseconds took = 0s) {
    const auto asked_at = time.before_asking();
    const Instant told = database_now();
    clock.advance(took);
    time.note_database_time(told, asked_at);
  }
};

TEST_F(SharedLaneTime, StepsAsideFarFromTheDatabasesClock) {
  for (const microseconds off : {microseconds(9h), microseconds(-2h), microseconds(61s), microseconds(-61s)}) {
    clock.set_wrong(off);
    hear();
    EXPECT_TRUE(time.steps_aside()) << off.count();
    EXPECT_FALSE(time.is_confirmed());
    EXPECT_EQ(time.state().off, off);
    clock.set_wrong(0s);
    EXPECT_FALSE(time.steps_aside());
  }
}

TEST_F(SharedLaneTime, NoticesAJumpBeforeTheDatabaseIsAskedAgain) {
  hear();
  clock.advance(1s);
  clock.set_wrong(9h);
  EXPECT_TRUE(time.steps_aside());
}

TEST_F(SharedLaneTime, AnAnswerThatTookLongIsNoWrongClock) {
  hear(5min);
  EXPECT_FALSE(time.steps_aside());
  clock.set_wrong(9h);
  EXPECT_TRUE(time.steps_aside());
}

TEST_F(SharedLaneTime, LeavesNothingToConfirm) {
  hear();
  EXPECT_FALSE(time.look());
  const auto refused = time.confirm(clock.now());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "CLOCK_OF_DATABASE");
}

}  // namespace
}  // namespace opora::testing
