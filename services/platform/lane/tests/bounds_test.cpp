// What bounds a transaction of the lane: bytes, rows and time. What comes to a bound is committed, and others get their
// turn before the rest; what the database ended for taking long comes again alone.
#include <algorithm>

#include "platform/lane/tests/lane_fixture.h"

namespace opora::testing {
namespace {

using namespace std::chrono_literals;
using Kind = EngineError::Kind;
using Strings = std::vector<std::string>;
using Counts = std::vector<std::size_t>;

class Bounds : public LaneFixture {
 protected:
  // Says its name when it is answered.
  Command named(const std::string& name, std::function<void(Transaction&)> work) {
    Command command = add_to(name, "");
    command.caller = name.substr(0, 1);
    command.run = [name, work = std::move(work)](Transaction& tx) -> Result<std::string> {
      TRY_DO(tx.find<Counter>(name));
      work(tx);
      tx.save(Counter{name, 1});
      return name;
    };
    return command;
  }
  std::function<void(Transaction&)> taking(std::chrono::milliseconds span) {
    return [this, span](Transaction&) { steady += span; };
  }
  void offer(const Strings& names, const std::function<void(Transaction&)>& work) {
    for (const std::string& name : names) ASSERT_TRUE(lane->offer(named(name, work)));
  }
  Strings deliver(Delivery delivery) {
    Strings outcomes;
    lane->offer(std::move(delivery),
                [&](const Result<void>& result) { outcomes.push_back(result ? "ok" : result.error().reason); });
    run();
    return outcomes;
  }
  // Ends whatever does more than one thing in a transaction, as an engine's limit would.
  void end_what_is_more_than_one() {
    const auto count = std::make_shared<int>(0);
    database->before_commit = [this, count] {
      if (std::exchange(*count, 0) <= 1) return;
      database->rollback();
      throw EngineError(Kind::too_slow, "took too long");
    };
    one_more = [count] { ++*count; };
  }
  std::function<void()> one_more;
  void count_begins(std::size_t& count) {
    ++count;
    database->before_next_begin = [this, &count] { count_begins(count); };
  }
};

TEST_P(Bounds, ABatchIsAsMuchWorkAsItsSmallCommandsWouldBe) {
  struct Case {
    const char* rule;
    std::vector<std::pair<std::size_t, int>> waiting;  // bytes, how many such
    Counts batches;
    std::vector<BatchBound> cuts;
  };
  const Case cases[] = {
      {"small ones are counted", {{150, 600}}, {512, 88}, {}},
      {"an upload is a batch", {{27'000, 3}}, {1, 1, 1}, {BatchBound::bytes, BatchBound::bytes}},
      {"half of one leaves room for another", {{14'000, 3}}, {2, 1}, {BatchBound::bytes}},
      {"it does not join small ones, they join it", {{150, 2}, {27'000, 1}, {150, 3}}, {2, 4}, {BatchBound::bytes}},
      {"the largest has a batch", {{1 << 20, 2}}, {1, 1}, {BatchBound::bytes}},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.rule);
    observer = {};
    for (const auto& [bytes, count] : each.waiting)
      for (int i = 0; i < count; ++i) {
        Command command = add_to("a", "");
        command.bytes = bytes;
        ASSERT_TRUE(lane->offer(std::move(command)));
      }
    run();
    EXPECT_EQ(observer.commands_each, each.batches);
    EXPECT_EQ(observer.cuts, each.cuts);
  }
}

TEST_P(Bounds, ATransactionEndsAtSoManyRows) {
  options.rows_max = 10;
  open();
  offer({"a1", "a2", "a3", "a4", "a5"}, [](Transaction& tx) {  // a row of its own and
    for (int i = 0; i < 4; ++i) tx.emit_draft({"test.Happened", "key", ""});
  });
  run();
  EXPECT_EQ(answers, (Strings{"a1", "a2", "a3", "a4", "a5"}));
  EXPECT_EQ(observer.commands_each, (Counts{2, 2, 1}));
  EXPECT_EQ(observer.cuts, (std::vector{BatchBound::rows, BatchBound::rows}));
}

TEST_P(Bounds, ATransactionEndsAfterSomeTimeOfDeciding) {
  for (const bool prefetch : {false, true}) {
    SCOPED_TRACE(prefetch);
    open(prefetch);
    answers.clear();
    observer = {};
    offer({"a1", "a2", "a3", "a4", "a5"}, taking(30ms));
    run();
    EXPECT_EQ(answers, (Strings{"a1", "a2", "a3", "a4", "a5"}));
    EXPECT_EQ(observer.commands_each, (Counts{2, 2, 1}));
    EXPECT_EQ(observer.cuts, (std::vector{BatchBound::time, BatchBound::time}));
  }
}

TEST_P(Bounds, OthersGetTheirTurnBeforeTheRestOfALongBatch) {
  open(false);
  offer({"a1", "a2", "a3", "a4"}, taking(60ms));
  EXPECT_TRUE(lane->run_once());
  offer({"b1"}, taking(0ms));
  run();
  EXPECT_EQ(answers, (Strings{"a1", "b1", "a2", "a3", "a4"}));
}

TEST_P(Bounds, CommandsGetTheirTurnBetweenTimersThatTakeLong) {
  open(false);
  set_timers({{"t1", clock.now(), "Later", ""}, {"t2", clock.now(), "Later", ""}, {"t3", clock.now(), "Later", ""}});
  on_step = [this](const std::string&) { steady += 60ms; };
  answers.clear();
  offer({"a1", "a2"}, [this](Transaction&) { EXPECT_EQ(timers_run, Strings{"t1"}); });
  run();
  EXPECT_EQ(answers, (Strings{"a1", "a2"}));
  EXPECT_EQ(timers_run, (Strings{"t1", "t2", "t3"}));
  EXPECT_EQ(timers(), Strings());
}

TEST_P(Bounds, WhatIsTooMuchTogetherIsDoneOneByOne) {
  open(false);
  end_what_is_more_than_one();
  offer({"a1", "b1", "a2"}, [this](Transaction&) { one_more(); });
  run();
  EXPECT_EQ(answers, (Strings{"a1", "b1", "a2"}));
  EXPECT_EQ(observer.commands_each, (Counts{1, 1, 1}));
  EXPECT_EQ(observer.failures.size(), 1u);
  one_more = [] {};
  offer({"a3", "a4"}, [this](Transaction&) { one_more(); });
  run();
  EXPECT_EQ(observer.commands_each, (Counts{1, 1, 1, 2})) << "later ones are not concerned";
}

TEST_P(Bounds, TimersThatAreTooMuchTogetherAreRunOneByOne) {
  open(false);
  std::vector<Timer> timers;
  for (const char* id : {"t1", "t2", "t3"}) timers.push_back({id, clock.now(), "Later", ""});
  set_timers(timers);
  end_what_is_more_than_one();
  on_step = [this](const std::string&) { one_more(); };
  run();
  EXPECT_EQ(this->timers(), Strings());
}

TEST_P(Bounds, ACommandThatTakesTooLongAloneIsRefusedAndItsNeighboursAreNot) {
  for (const bool prefetch : {false, true}) {
    SCOPED_TRACE(prefetch);
    open(prefetch);
    answers.clear();
    int tried_count = 0;
    offer({"a1", "b1"}, taking(0ms));
    offer({"c1"}, [&](Transaction&) {
      ++tried_count;
      throw EngineError(Kind::too_slow, "took too long");
    });
    offer({"d1", "a2"}, taking(0ms));
    run();
    EXPECT_EQ(answers, (Strings{"a1", "b1", "!TOOK_TOO_LONG", "d1", "a2"}));
    EXPECT_EQ(tried_count, 2) << "with the others, and alone";
  }
}

TEST_P(Bounds, ADatabaseThatStandsStillIsAnOutageAfterTheSecondThatTookTooLongAlone) {
  open(false);
  database->before_commit = [this] {
    database->rollback();
    throw EngineError(Kind::too_slow, "took too long");
  };
  offer({"a1", "a2", "a3", "a4", "a5"}, taking(0ms));
  run();
  EXPECT_EQ(answers, (Strings{"!TOOK_TOO_LONG", "!TOOK_TOO_LONG", "!STORAGE_UNAVAILABLE", "!STORAGE_UNAVAILABLE",
                              "!STORAGE_UNAVAILABLE"}));
  EXPECT_EQ(observer.failures.size(), 3u);
}

TEST_P(Bounds, ADeliveryIsAppliedInSteps) {
  struct Case {
    const char* rule;
    LaneOptions options;
    std::chrono::milliseconds each;
    Counts steps;
  };
  LaneOptions by_bytes, by_rows;
  by_bytes.delivery_bytes_max = 2'500;
  by_rows.rows_max = 3;
  const Case cases[] = {
      {"whole", {}, 0ms, {5}}, {"bytes", by_bytes, 0ms, {2, 2, 1}}, {"rows", by_rows, 0ms, {3, 2}},
      {"time", {}, 30ms, {2, 2, 1}}};
  std::int64_t next = 1;
  for (const Case& each : cases) {
    SCOPED_TRACE(each.rule);
    options = each.options;
    open();
    observer = {};
    on_step = [&](const std::string&) { steady += each.each; };
    Delivery five = delivery(next, {"a", "a", "a", "a", "a"});
    for (LogRecord& record : five.records) record.payload.assign(1'000, 'x');
    EXPECT_EQ(deliver(five), Strings{"ok"});
    EXPECT_EQ(observer.events_each, each.steps);
    next += 5;
  }
  EXPECT_EQ(values(), Strings{"a=20"});
}

TEST_P(Bounds, CommandsGetTheirTurnBetweenTheStepsOfADelivery) {
  options.delivery_count_max = 1;
  open(false);
  Strings order;
  on_step = [&](const std::string& key) { order.push_back(key); };
  offer({"a1"}, taking(0ms));
  lane->offer(delivery(1, {"e1", "e2"}), [](const Result<void>&) {});
  EXPECT_TRUE(lane->run_once());
  offer({"a2"}, [&](Transaction&) { EXPECT_EQ(order, Strings{"e1"}); });
  run();
  EXPECT_EQ(order, (Strings{"e1", "e2"}));
}

// A disk that stands still ends what is as healthy as can be.
TEST_P(Bounds, AnEventIsNeverParkedForTheDatabasesSlowness) {
  bool is_slow = true;
  on_step = [&](const std::string& key) {
    if (is_slow && key == "slow") throw EngineError(Kind::too_slow, "took too long");
  };
  const Delivery all = delivery(1, {"a", "b", "slow", "c"});
  EXPECT_EQ(deliver(all), Strings{"STORAGE_UNAVAILABLE"});
  EXPECT_EQ(values(), (Strings{"a=1", "b=1"})) << "those before it have been applied";
  EXPECT_EQ(deliver(all), Strings{"STORAGE_UNAVAILABLE"});
  is_slow = false;
  EXPECT_EQ(deliver(all), Strings{"ok"});
  EXPECT_EQ(values(), (Strings{"a=1", "b=1", "c=1", "slow=1"}));
  EXPECT_TRUE(lane->parked(10).empty());
}

TEST_P(Bounds, ParkedEventsAreTriedAgainInStepsToo) {
  struct Case {
    const char* rule;
    std::function<void()> limit;
    std::int64_t applied_count;
    std::size_t transactions;
  };
  LaneOptions by_rows;
  by_rows.rows_max = 2;
  const auto stands_still = [this] {
    database->before_commit = [this] {
      database->rollback();
      throw EngineError(Kind::too_slow, "took too long");
    };
  };
  const Case cases[] = {
      {"rows", [&] { options = by_rows; open(); }, 5, 3},
      {"too much together", [&] { end_what_is_more_than_one(); }, 5, 6},
      {"a database that stands still", stands_still, 0, 3},
  };
  std::int64_t next = 1;
  for (const Case& each : cases) {
    SCOPED_TRACE(each.rule);
    options = {};
    open();
    poison = "all";
    EXPECT_EQ(deliver(delivery(next, {"a", "b", "c", "d", "e"})), Strings{"ok"});
    next += 5;
    poison = "none";
    one_more = [] {};
    each.limit();
    on_step = [this](const std::string&) { one_more(); };
    std::size_t transactions = 0;
    database->before_next_begin = [&] { count_begins(transactions); };
    EventRetry retry;
    std::size_t before = 0;
    while (lane->retry_parked(retry)) {
      EXPECT_LE(transactions, before + 1) << "others get their turns between";
      before = transactions;
    }
    EXPECT_EQ(retry.so_far.applied_count, each.applied_count);
    EXPECT_EQ(transactions, each.transactions);
    for (const Parked& parked : lane->parked(10)) EXPECT_EQ(parked.reason, "POISON") << "it is not the event's fault";
  }
}

// Two that are always too slow hide nobody who comes behind them.
TEST_P(Bounds, WhatIsAlwaysTooSlowIsPassedBy) {
  options.delivery_count_max = 3;
  open();
  poison = "all";
  EXPECT_EQ(deliver(delivery(1, {"slow-1", "slow-2", "c", "d", "e", "f"})), Strings{"ok"});
  poison = "none";
  on_step = [](const std::string& key) {
    if (key.starts_with("slow")) throw EngineError(Kind::too_slow, "took too long");
  };
  EventRetry retry;
  while (lane->retry_parked(retry)) {
  }
  EXPECT_EQ(retry.so_far.applied_count, 3);
  EXPECT_EQ(retry.so_far.parked_count, 3);
  EXPECT_EQ(values(), (Strings{"d=1", "e=1", "f=1"})) << "c was given up with the piece that it was in";
}

// The two limits that PostgreSQL keeps, made short.
class PostgresLimits : public Bounds {
 protected:
  static constexpr Statement kSession{"SELECT pg_backend_pid()"};
  static constexpr Statement kIsThere{"SELECT COUNT(*) FROM pg_stat_activity WHERE pid = :pid"};
  static constexpr Statement kSleep{"SELECT COUNT(*) FROM (SELECT pg_sleep(60)) AS slept"};
  static constexpr Statement kStatementLimit{"SET statement_timeout = '50ms'"};
  static constexpr Statement kIdleLimit{"SET idle_in_transaction_session_timeout = '50ms'"};

  void limit(const Statement& statement) {
    lane->transact([&](Sql& sql) { sql.execute(statement, {}); });
  }
  // Thinks until the server has given it up. The limit is the session's, and that is another one each time.
  void think(Transaction& tx) {
    if (!tx.query(kIdleLimit)) return;  // its keys are still collected
    const auto session = tx.query(kSession);
    const std::int64_t pid = session->at(0).integer(0);
    while (database->read()->sql().query(kIsThere, {{"pid", pid}}).at(0).integer(0) > 0) {
    }
  }
  void expect_that_failures_say_why() {
    EXPECT_FALSE(observer.failures.empty());
    for (const std::string& why : observer.failures) {
      EXPECT_NE(why.find("PostgreSQL ended what took too long"), std::string::npos) << why;
      EXPECT_EQ(why.find("is lost"), std::string::npos) << why;
    }
  }
};

TEST_P(PostgresLimits, OnlyTheCommandWhoseStatementTakesTooLongIsRefused) {
  offer({"a1"}, taking(0ms));
  offer({"b1"}, [](Transaction& tx) { (void)tx.query(kSleep); });
  offer({"c1"}, taking(0ms));
  limit(kStatementLimit);
  run();
  EXPECT_EQ(answers, (Strings{"a1", "!TOOK_TOO_LONG", "c1"}));
  expect_that_failures_say_why();
}

TEST_P(PostgresLimits, OnlyTheCommandThatThinksForTooLongIsRefused) {
  offer({"a1"}, taking(0ms));
  offer({"b1"}, [this](Transaction& tx) { think(tx); });
  offer({"c1"}, taking(0ms));
  run();
  EXPECT_EQ(answers, (Strings{"a1", "!TOOK_TOO_LONG", "c1"}));
  expect_that_failures_say_why();
}

TEST_P(PostgresLimits, EventsAreAppliedAgainUntilTheirStatementsAreQuickEnough) {
  bool is_slow = true;
  on_event = [&](Transaction& tx, const std::string& key) {
    if (is_slow && key == "slow") (void)tx.query(kSleep);
  };
  limit(kStatementLimit);
  const Delivery all = delivery(1, {"a", "slow", "c"});
  EXPECT_EQ(deliver(all), Strings{"STORAGE_UNAVAILABLE"});
  EXPECT_EQ(values(), Strings{"a=1"});
  expect_that_failures_say_why();
  is_slow = false;
  EXPECT_EQ(deliver(all), Strings{"ok"});
  EXPECT_EQ(values(), (Strings{"a=1", "c=1", "slow=1"}));
  EXPECT_TRUE(lane->parked(10).empty());
}

INSTANTIATE_TEST_SUITE_P(Engines, PostgresLimits, ::testing::ValuesIn(quick_engines().subspan(1)), name_of);

INSTANTIATE_TEST_SUITE_P(Engines, Bounds, ::testing::ValuesIn(quick_engines()), name_of);

}  // namespace
}  // namespace opora::testing
