// A lane whose machine's clock is wrong: what it does, what it leaves, and what it keeps.
#include "platform/lane/outbox.h"
#include "platform/lane/tests/lane_fixture.h"

namespace opora::testing {
namespace {

using namespace std::chrono_literals;
using std::chrono::microseconds;

const std::string kTimer = "00000000-0000-7000-8000-000000000001";
const std::string kOther = "00000000-0000-7000-8000-000000000002";

class WrongClock : public LaneFixture {
 protected:
  void add(const std::string& counter, const std::string& request_id = "", const std::string& body = "1") {
    ASSERT_TRUE(lane->offer(add_to(counter, request_id, body)));
    run();
  }
  void set_timer_in(microseconds span) { set_timers({{kTimer, clock.true_time() + span, "Timer", ""}}); }
  // A batch that prefetches runs what it decides more than once.
  bool timer_has_run() { return !timers_run.empty() && timers().empty(); }
  Instant lane_time() { return read_lane(database->read()->sql(), false).batch_time; }
  // The machine was off until now, and starts; so does the process.
  void start_machine() {
    clock.reboot();
    open();
  }
};

TEST_P(WrongClock, ATimerWaitsForItsTimeHoweverTheClockJumps) {
  set_timer_in(8h);
  clock.set_wrong(9h);
  run();
  add("a");
  EXPECT_TRUE(timers_run.empty());
  clock.advance(8h);
  run();
  EXPECT_TRUE(timer_has_run()) << "and comes at it, though the clock is still wrong";
}

TEST_P(WrongClock, ALaptopThatSleptRunsItsTimers) {
  set_timer_in(8h);
  clock.advance(240h);
  run();
  EXPECT_TRUE(timer_has_run());
}

TEST_P(WrongClock, ALaptopWhoseClockJumpedTenDaysForgetsNothing) {
  const std::string id = ids.next(clock.now());
  add("a", id);
  clock.set_wrong(240h);
  for (int i = 0; i < 4; ++i) add("b");
  add("a", id);
  EXPECT_EQ(values(), (std::vector<std::string>{"a=1", "b=4"})) << "the first answer is remembered";
}

TEST_P(WrongClock, TheLanesTimeStaysWithinWhatWasConfirmed) {
  add("a");
  clock.set_wrong(31h);
  add("a");
  EXPECT_EQ(lane_time().us, clock.true_time().us);
  clock.set_wrong(0h);
  start_machine();
  clock.advance(9h);
  clock.set_wrong(31h);
  start_machine();
  const Instant before = lane_time();
  add("a");
  EXPECT_EQ(values(), std::vector<std::string>{"a=3"}) << "it serves";
  EXPECT_EQ(lane_time().us, before.us);
  EXPECT_EQ(lane->log()->read(0, 10).back().time.us, before.us) << "nor does the log tell another";
}

TEST_P(WrongClock, AfterAStartTimersWaitUntilTheTimeIsConfirmed) {
  set_timer_in(8h);
  clock.advance(240h);
  start_machine();
  run();
  add("a");
  EXPECT_TRUE(timers_run.empty());
  clock.synchronise(true);
  run();
  EXPECT_TRUE(timer_has_run());
}

// As what goes on with something that was decided.
TEST_P(WrongClock, AfterAStartTimersRunThatAreDueByTheLanesLastTime) {
  clock.advance(240h);
  start_machine();
  ASSERT_FALSE(lane->time().is_confirmed());
  Instant now, confirmed;
  Command command = add_to("", "");
  command.run = [&](Transaction& tx) -> Result<std::string> {
    now = tx.now();
    confirmed = tx.confirmed_now();
    tx.set_timer({kTimer, tx.confirmed_now(), "Timer", ""});
    tx.set_timer({kOther, tx.once_confirmed(), "Timer", ""});
    return std::string("set");
  };
  ASSERT_TRUE(lane->offer(std::move(command)));
  run();
  EXPECT_EQ(now.us, clock.now().us);
  EXPECT_EQ(confirmed.us, lane_time().us);
  EXPECT_LT(confirmed, now);
  EXPECT_EQ(timers(), std::vector<std::string>{kOther});
  clock.synchronise(true);
  run();
  EXPECT_EQ(timers(), std::vector<std::string>{}) << "the other one, once any time is confirmed";
}

TEST_P(WrongClock, ATimerThatHasWaitedForATimeIsTriedAgainSoonWhereItFails) {
  set_timers({{kTimer, clock.true_time() + 8h, "Throws", ""}});
  clock.advance(240h);
  start_machine();
  run();
  EXPECT_EQ(timers_tried.size(), 0U);
  clock.synchronise(true);
  run();
  const std::size_t tried = timers_tried.size();
  EXPECT_GT(tried, 0U);
  clock.advance(59s);
  run();
  EXPECT_EQ(timers_tried.size(), tried);
  clock.advance(1s);
  run();
  EXPECT_GT(timers_tried.size(), tried) << "it is ten days late, and was tried for none of them";
}

TEST_P(WrongClock, ATimerThatFailedByAWrongTimeIsTriedAgainOnceOneIsConfirmed) {
  set_timers({{kTimer, clock.true_time(), "Throws", ""}});
  clock.advance(1h);
  clock.set_wrong(240h);
  start_machine();
  run();
  const std::size_t tried = timers_tried.size();
  EXPECT_GT(tried, 0U) << "the lane's last time says that it is due";
  clock.set_wrong(0h);
  clock.synchronise(true);
  run();
  EXPECT_GT(timers_tried.size(), tried);
}

TEST_P(WrongClock, ATimerThatFailsByATimeThatNothingConfirmsIsTriedAgainSoon) {
  set_timers({{kTimer, clock.true_time(), "Throws", ""}});
  clock.advance(240h);
  start_machine();
  run();
  const std::size_t tried = timers_tried.size();
  EXPECT_GT(tried, 0U);
  clock.advance(60s);
  run();
  EXPECT_GT(timers_tried.size(), tried) << "nobody knows for how long it has been late";
}

TEST_P(WrongClock, AfterAStartAnOperatorsWordRunsThemToo) {
  set_timer_in(8h);
  clock.advance(240h);
  start_machine();
  run();
  ASSERT_TRUE(lane->time().confirm(clock.true_time()));
  run();
  EXPECT_TRUE(timer_has_run());
  open();
  EXPECT_TRUE(lane->time().is_confirmed()) << "the next process knows it";
}

TEST_P(WrongClock, TimersThatWaitKeepNobodyBusy) {
  set_timer_in(8h);
  clock.advance(240h);
  start_machine();
  EXPECT_FALSE(lane->run_once());
  const auto started = std::chrono::steady_clock::now();
  lane->wait(50ms);
  EXPECT_GE(std::chrono::steady_clock::now() - started, 50ms);
}

TEST_P(WrongClock, ARefusalOfAnUnconfirmedHourIsNotRemembered) {
  clock.advance(240h);
  start_machine();
  const std::string id = ids.next(clock.now());
  add("a", id, "bad");
  Command again = add_to("a", id, "bad");
  again.run = [](Transaction& tx) -> Result<std::string> {
    tx.save(Counter{"a", 1});
    return std::string("1");
  };
  ASSERT_TRUE(lane->offer(std::move(again)));
  run();
  EXPECT_EQ(answers, (std::vector<std::string>{"!BAD", "1"}));
}

TEST_P(WrongClock, ALaneThatWasAheadIsPutRight) {
  add("a");
  lane->transact([&](Sql& sql) {
    LaneRow row = read_lane(sql, false);
    row.batch_time = clock.true_time() + 31h;
    write_lane(sql, row);
  });
  add("a");
  EXPECT_EQ(lane_time().us, clock.true_time().us);
}

INSTANTIATE_TEST_SUITE_P(Engines, WrongClock, ::testing::ValuesIn(quick_engines()), name_of);

// Where the database has a clock of its own. Ours is set to what is true, or wrong by so much.
class FarFromTheDatabase : public LaneFixture {
 protected:
  FarFromTheDatabase() {
    clock.set(SystemClock().now());
    asking = make_lane(*database, std::nullopt, true);
  }
  void ask() {
    ASSERT_TRUE(asking->offer(add_to("a", "")));
    while (asking->run_once()) {
    }
  }
  std::unique_ptr<Lane> asking;
};

TEST_P(FarFromTheDatabase, AReplicaStepsAsideAndComesBack) {
  ask();
  for (const microseconds off : {microseconds(9h), microseconds(31h), microseconds(-2h), microseconds(240h)}) {
    clock.set_wrong(off);
    answers.clear();
    ask();
    EXPECT_EQ(answers, std::vector<std::string>{"!CLOCK_WRONG"});
    clock.set_wrong(0h);
    answers.clear();
    ask();
    EXPECT_EQ(answers.size(), 1u);
    EXPECT_NE(answers[0], "!CLOCK_WRONG");
  }
}

TEST_P(FarFromTheDatabase, AReplicaThatStartsWrongDecidesNothingAndRunsNoTimer) {
  set_timers({{kTimer, clock.true_time() + 8h, "Timer", ""}});
  clock.set_wrong(9h);
  asking = make_lane(*database, std::nullopt, true);
  answers.clear();
  ask();
  EXPECT_EQ(answers, std::vector<std::string>{"!CLOCK_WRONG"});
  EXPECT_TRUE(timers_run.empty());
  std::optional<Result<void>> delivered;
  asking->offer(delivery(1, {"a"}), [&](Result<void> result) { delivered = std::move(result); });
  while (asking->run_once()) {
  }
  ASSERT_TRUE(delivered);
  EXPECT_FALSE(*delivered) << "it is tried again, by whoever knows the time";
}

TEST_P(FarFromTheDatabase, ANewLanesFirstTimeIsTheDatabases) {
  clock.set_wrong(9h);
  const std::unique_ptr<TestDatabase> empty = GetParam().make_database();
  const std::array migrations{platform_migrations()};
  const auto other = empty->open(migrations).value();
  make_lane(*other, std::nullopt, true);
  const Instant first = read_lane(other->read()->sql(), false).batch_time;
  EXPECT_LT(std::abs(first.us - clock.true_time().us), microseconds(1min).count());
}

TEST_P(FarFromTheDatabase, LookingAroundNoticesIt) {
  clock.set_wrong(9h);
  asking->poll_remote_commits();
  EXPECT_TRUE(asking->time().steps_aside());
  clock.set_wrong(0h);
  asking->poll_remote_commits();
  EXPECT_FALSE(asking->time().steps_aside());
}

INSTANTIATE_TEST_SUITE_P(Postgres, FarFromTheDatabase, ::testing::ValuesIn(quick_engines().subspan(1)), name_of);

}  // namespace
}  // namespace opora::testing
