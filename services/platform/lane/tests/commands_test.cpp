// What a lane promises a caller: one order, one answer a request, all or nothing.
#include <set>

#include "platform/lane/outbox.h"
#include "platform/lane/tests/lane_fixture.h"

namespace opora::testing {
namespace {

using Strings = std::vector<std::string>;

TEST_P(LaneFixture, EachCommandOfABatchSeesTheEarlierOnes) {
  for (const char* id : {"r1", "r2", "r3"}) ASSERT_TRUE(lane->offer(add_to("a", id)));
  EXPECT_TRUE(lane->run_once());
  EXPECT_EQ(answers, (Strings{"1", "2", "3"}));
  EXPECT_EQ(values(), Strings{"a=3"});
  EXPECT_EQ(positions(), (std::vector<std::int64_t>{1, 2, 3}));
}

TEST_P(LaneFixture, NobodyIsAnsweredBeforeTheCommit) {
  database->before_commit = [this] { EXPECT_EQ(answers, Strings{}); };
  for (const char* id : {"r1", "r2"}) ASSERT_TRUE(lane->offer(add_to("a", id)));
  EXPECT_TRUE(lane->run_once());
  EXPECT_EQ(answers, (Strings{"1", "2"}));
}

TEST_P(LaneFixture, PositionsAreForEventsAlone) {
  set_timers({{"timer", clock.now() + std::chrono::hours(1), "Later", ""}});  // which tells nothing
  ASSERT_TRUE(lane->offer(add_to("a", "r1")));
  run();
  EXPECT_EQ(positions(), std::vector<std::int64_t>{1});
  EXPECT_EQ(lane->head().position, 1);
}

// Whatever is not loaded by its key is read from the database, which has to know of them by then.
TEST_P(LaneFixture, AQueryOfABatchSeesTheEarlierCommands) {
  static const Statement kValue{"SELECT value FROM counters WHERE name = 'a'"};
  Command query = add_to("", "");
  query.run = [](Transaction& tx) -> Result<std::string> {
    TRY(found, tx.query(kValue));
    return found.empty() ? std::string("nothing") : std::to_string(found.at(0).integer(0));
  };
  for (const char* id : {"r1", "r2"}) ASSERT_TRUE(lane->offer(add_to("a", id)));
  ASSERT_TRUE(lane->offer(std::move(query)));
  EXPECT_TRUE(lane->run_once());
  EXPECT_EQ(answers, (Strings{"1", "2", "2"}));
}

TEST_P(LaneFixture, ARetryGetsTheFirstAnswer) {
  struct Case {
    const char* rule;
    bool same_batch;
    bool restarted;
    const char* body;
    Strings answers;
  };
  const Case cases[] = {
      {"in a later batch", false, false, "1", {"1", "1"}},
      {"in the same batch", true, false, "1", {"1", "1"}},
      {"after a restart", false, true, "1", {"1", "1"}},
      {"a refusal too", false, false, "bad", {"!BAD", "!BAD"}},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.rule);
    answers.clear();
    const std::string counter = each.rule;
    ASSERT_TRUE(lane->offer(add_to(counter, each.rule, each.body)));
    if (!each.same_batch) run();
    if (each.restarted) open();
    ASSERT_TRUE(lane->offer(add_to(counter, each.rule, each.body)));
    run();
    EXPECT_EQ(answers, each.answers);
  }
  EXPECT_EQ(values(), (Strings{"after a restart=1", "in a later batch=1", "in the same batch=1"}));
}

TEST_P(LaneFixture, ARefusalIsRememberedWhereItDecided) {
  struct Case {
    Code code;
    bool is_remembered;
  };
  const Case cases[] = {{Code::invalid, true}, {Code::conflict, true}, {Code::not_found, false}, {Code::denied, false},
                        {Code::unavailable, false}};
  for (const auto& [code, is_remembered] : cases) {
    const std::string id = "r" + std::to_string(static_cast<int>(code));
    SCOPED_TRACE(id);
    answers.clear();
    bool stands_in_the_way = true;
    for (int i = 0; i < 2; ++i) {
      Command command = add_to("", id);
      command.run = [&, code = code](Transaction&) -> Result<std::string> {
        if (stands_in_the_way) return refuse(code, "REFUSED", "Not now.");
        return std::string("done");
      };
      ASSERT_TRUE(lane->offer(std::move(command)));
      run();
      stands_in_the_way = false;
    }
    EXPECT_EQ(answers, (Strings{"!REFUSED", is_remembered ? "!REFUSED" : "done"}));
  }
}

TEST_P(LaneFixture, AnotherRequestUnderTheSameIdIsRefused) {
  ASSERT_TRUE(lane->offer(add_to("a", "r1", "1")));
  ASSERT_TRUE(lane->offer(add_to("a", "r1", "2")));
  run();
  ASSERT_TRUE(lane->offer(add_to("a", "r1", "2")));
  run();
  EXPECT_EQ(answers, (Strings{"1", "!REQUEST_ID_REUSED", "!REQUEST_ID_REUSED"}));
}

TEST_P(LaneFixture, AnswersAreForgottenAfterTheirTime) {
  ASSERT_TRUE(lane->offer(add_to("a", "r1")));
  run();
  clock.advance(std::chrono::hours(7 * 24 + 1));
  ASSERT_TRUE(lane->offer(add_to("b", "r2")));  // this batch deletes what is old
  run();
  ASSERT_TRUE(lane->offer(add_to("a", "r1")));
  run();
  EXPECT_EQ(answers, (Strings{"1", "1", "2"}));
}

TEST_P(LaneFixture, OldAnswersAreForgottenAndNewOnesKept) {
  const auto kept = [&] {
    static const Statement kCount{"SELECT COUNT(*) FROM answers"};
    return database->read()->sql().query(kCount).at(0).integer(0);
  };
  for (int i = 0; i < 2500; ++i) ASSERT_TRUE(lane->offer(add_to("a", "old-" + std::to_string(i))));
  run();
  clock.advance(std::chrono::hours(7 * 24 - 1));
  for (const char* id : {"a-new", "old-1500-new", "z-new"}) ASSERT_TRUE(lane->offer(add_to("a", id)));
  run();
  ASSERT_EQ(kept(), 2503);
  clock.advance(std::chrono::hours(2));
  // A stretch of 1,000 a batch while there is something to forget; the second look starts from the beginning.
  for (int i = 0; i < 8 && kept() > 3; ++i) {
    ASSERT_TRUE(lane->offer(add_to("a", "")));
    run();
    clock.advance(std::chrono::seconds(2));
  }
  EXPECT_EQ(kept(), 3);
}

TEST_P(LaneFixture, AnswersMayBeForgottenAfterLessThanAnHour) {
  remember = std::chrono::milliseconds(1500);
  open();
  const auto ask_after = [&](std::chrono::milliseconds pause) {
    clock.advance(pause);
    ASSERT_TRUE(lane->offer(add_to("another", "")));  // this batch deletes what is old
    run();
    answers.clear();
    ASSERT_TRUE(lane->offer(add_to("a", "r1")));
    run();
  };
  ask_after(std::chrono::milliseconds(0));
  EXPECT_EQ(answers, Strings{"1"});
  ask_after(std::chrono::milliseconds(1400));
  EXPECT_EQ(answers, Strings{"1"}) << "remembered";
  ask_after(std::chrono::milliseconds(1000));
  EXPECT_EQ(answers, Strings{"2"}) << "forgotten";
}

TEST_P(LaneFixture, ACommitOfUnknownOutcomeEndsTheProcessWhereverItHappens) {
  struct Case {
    const char* where;
    std::function<void()> before;
    std::function<void()> work;
  };
  const auto deliver = [this](const std::string& key) {
    lane->offer(delivery(lane->consumed("source").position + 1, {key}), [](const Result<void>&) {});
    lane->run_once();
  };
  const auto park = [this, deliver](const std::string& key, const std::string& poison_then = "none") {
    return [this, deliver, key, poison_then] {
      poison = "all";
      deliver(key);
      poison = poison_then;
    };
  };
  const auto retry = [this](const std::string& key) {
    return [this, key] {
      EventRetry of_key{"source", key};
      lane->retry_parked(of_key);
    };
  };
  const auto nothing = [] {};
  const auto throwing_timer = [this] { set_timers({{"bad", clock.now(), "Throws", ""}}); };
  const Case cases[] = {
      {"commands", [this] { ASSERT_TRUE(lane->offer(add_to("a", ""))); }, [this] { lane->run_once(); }},
      {"a failed timer", throwing_timer, [this] { lane->run_once(); }},
      {"a delivery", nothing, [&] { deliver("a"); }},
      {"parking", nothing, [&] { deliver("poison"); }},
      {"a retry", park("some"), retry("some")},
      {"why a retry failed", park("other-constraint", "other"), retry("other-constraint")},
      {"skipping", nothing, [this] { lane->skip_parked("source", lane->parked(1).at(0).record.position); }},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.where);
    open();
    each.before();
    EXPECT_TRUE(ends_the_process(each.work));
  }
}

TEST_P(LaneFixture, AConnectionLostWhileCommittingIsSettledUnderTheLock) {
  using Lost = TroubledDatabase::Lost;
  set_timers({{"timer", clock.now(), "Runs", ""}});
  std::vector<std::string> expected{"set"};
  int round = 0;
  for (const Lost when : {Lost::before, Lost::after}) {
    SCOPED_TRACE(when == Lost::before ? "it had not happened" : "it had happened");
    ++round;
    ASSERT_TRUE(lane->offer(add_to("a", "a" + std::to_string(round))));
    ASSERT_TRUE(lane->offer(add_to("b", "b" + std::to_string(round))));
    database->lost = when;
    run();
    expected.insert(expected.end(), 2, std::to_string(round));
    EXPECT_EQ(answers, expected);
    EXPECT_EQ(positions().size(), static_cast<std::size_t>(2 * round)) << "nothing lost, nothing doubled";
  }
  EXPECT_EQ(timers(), Strings{});
  ASSERT_TRUE(lane->offer(add_to("a", "")));
  database->lost = Lost::after;
  run();
  EXPECT_EQ(answers.back(), "!OUTCOME_UNKNOWN") << "nothing is remembered of a command that nobody can send again";
}

// A commit can be read a moment before the head says so.
TEST_P(LaneFixture, ALogShowsNothingPastItsHead) {
  for (const char* id : {"r1", "r2", "r3"}) ASSERT_TRUE(lane->offer(add_to("a", id)));
  run();
  const LogHead head = lane->head();
  OutboxLog log("test", *database, {{head.epoch, 2}});
  EXPECT_EQ(log.read(0, 10).size(), 2u);
  EXPECT_EQ(log.read(2, 10).size(), 0u);
  log.committed({head});
  EXPECT_EQ(log.read(2, 10).size(), 1u);
}

TEST_P(LaneFixture, ABadCommandFailsAloneAndLeavesNothing) {
  for (const char* body : {"throws", "break", "late"}) {
    SCOPED_TRACE(body);
    answers.clear();
    const auto before = positions().size();
    for (int i = 0; i < 9; ++i)
      ASSERT_TRUE(lane->offer(add_to(body, std::string(body) + std::to_string(i), i == 4 ? body : "1")));
    run();
    EXPECT_EQ(answers, (Strings{"1", "2", "3", "4", "!INTERNAL", "5", "6", "7", "8"}));
    EXPECT_EQ(positions().size(), before + 8);
  }
  EXPECT_EQ(values(), (Strings{"break=8", "late=8", "throws=8"}));
}

// Asking for another scope's ids it would be told none, and take that for everywhere.
TEST_P(LaneFixture, ACommandThatIsHeldToAScopeHasToAskForThatOne) {
  const auto hold = [this](const std::string& request_id, const ScopeIds& to) {
    Command command = add_to("a", request_id);
    command.run = [to](Transaction& tx) -> Result<std::string> {
      if (!to.empty()) tx.hold_to_scope(to);
      std::string regions;
      for (const std::string& id : tx.only_within("region")) regions += id;
      return regions;
    };
    ASSERT_TRUE(lane->offer(std::move(command)));
    run();
  };
  hold("everywhere", {});
  hold("in a region", {{"region", {"north"}}});
  hold("at a door", {{"session", {"s1"}}});
  EXPECT_EQ(answers, (Strings{"", "north", "!INTERNAL"}));
}

TEST_P(LaneFixture, PrefetchChangesNothingButTheTrips) {
  Strings first_answers;
  for (const bool prefetch : {false, true}) {
    open(prefetch);
    answers.clear();
    Stored<Counter>::load_count = 0;
    for (int i = 0; i < 20; ++i)
      ASSERT_TRUE(lane->offer(
          add_to((prefetch ? "p" : "q") + std::to_string(i % 10), std::to_string(i) + (prefetch ? "p" : "q"))));
    EXPECT_TRUE(lane->run_once());
    // On a network reads are announced first, so that they make one trip with all others.
    const int prefetching_loads = database->has_free_round_trips() ? 1 : 2;
    EXPECT_EQ(Stored<Counter>::load_count, prefetch ? prefetching_loads : 10);
    if (!prefetch) first_answers = answers;
  }
  EXPECT_EQ(answers, first_answers);
}

// A caller alone may fill eight ninths; the rest is for others.
TEST_P(LaneFixture, AFullQueueRefusesAtOnce) {
  int taken_count = 0;
  Result<void> offered;
  for (; offered; offered = lane->offer(add_to("a", ""))) ++taken_count;
  EXPECT_EQ(offered.error().reason, "SHARE_FULL");
  EXPECT_TRUE(offered.error().retry_after);
  EXPECT_EQ(taken_count - 1, 3641);
  int others_count = 0;
  for (offered = {}; offered;) {
    Command other = add_to("a", "");
    other.share = "another " + std::to_string(++others_count);
    offered = lane->offer(std::move(other));
  }
  EXPECT_EQ(offered.error().reason, "QUEUE_FULL");
  EXPECT_TRUE(offered.error().retry_after);
  EXPECT_EQ(3641 + others_count - 1, 4096);
  run();
  EXPECT_EQ(answers.size(), 4096u);
}

TEST_P(LaneFixture, ACommandWhoseDeadlinePassedIsDropped) {
  Command late = add_to("a", "r1");
  late.deadline = std::chrono::steady_clock::now() - std::chrono::seconds(1);
  ASSERT_TRUE(lane->offer(std::move(late)));
  run();
  EXPECT_EQ(answers, Strings{"!DEADLINE_PASSED"});
  EXPECT_EQ(values(), Strings{});
}

TEST_P(LaneFixture, DrainingRefusesNewCommandsAndAnswersOldOnes) {
  ASSERT_TRUE(lane->offer(add_to("a", "r1")));
  lane->drain();
  const auto refused = lane->offer(add_to("a", "r2"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "SHUTTING_DOWN");
  EXPECT_FALSE(lane->offer_alone([] { ADD_FAILURE() << "nobody waits for it"; }));
  run();
  EXPECT_EQ(answers, Strings{"1"});
}

TEST_P(LaneFixture, ATimerRunsOnceWhenItIsDueAlsoAfterARestart) {
  open(false);  // runs are counted: not those that only collect keys
  const Instant due = clock.now() + std::chrono::seconds(10);
  set_timers({{"timer-1", due, "Later", ""}, {"timer-2", due, "Later", ""}});
  run();
  EXPECT_EQ(timers_run, Strings{});
  open(false);
  clock.advance(std::chrono::seconds(10));
  run();
  run();
  EXPECT_EQ(timers_run, (Strings{"timer-1", "timer-2"}));
}

// More of them than a batch takes, all due before the good one.
TEST_P(LaneFixture, TimersThatFailDoNotStandInTheWayOfLaterOnes) {
  open(false);  // runs are counted: not those that only collect keys
  std::vector<Timer> timers;
  for (int i = 10; i < 80; ++i) timers.push_back({"bad-" + std::to_string(i), clock.now(), "Throws", ""});
  timers.push_back({"good", clock.now() + std::chrono::seconds(1), "Later", ""});
  set_timers(timers);
  clock.advance(std::chrono::seconds(1));
  run();
  EXPECT_EQ(timers_run, Strings{"good"});
  EXPECT_EQ(this->timers().size(), 70u);

  timers_tried.clear();
  clock.advance(std::chrono::seconds(60));
  run();
  EXPECT_EQ(std::set<std::string>(timers_tried.begin(), timers_tried.end()).size(), 70u);
}

TEST_P(LaneFixture, ATimerIsTriedLessOftenTheLongerItFails) {
  set_timers({{"bad", clock.now(), "Throws", ""}});
  const Instant due = clock.now();
  std::vector<std::int64_t> minutes_tried;
  for (; clock.now() < due + std::chrono::hours(4); clock.advance(std::chrono::minutes(1))) {
    timers_tried.clear();
    run();
    if (!timers_tried.empty()) minutes_tried.push_back((clock.now().us - due.us) / 60'000'000);
  }
  EXPECT_EQ(minutes_tried, (std::vector<std::int64_t>{0, 1, 2, 4, 8, 16, 32, 64, 124, 184}));
}

TEST_P(LaneFixture, ATimerOfAnotherBuildIsKeptForIt) {
  open(false);  // runs are counted: not those that only collect keys
  set_timers({{"unknown", clock.now(), "Unknown", ""}, {"known", clock.now() + std::chrono::seconds(1), "Later", ""}});
  run();
  clock.advance(std::chrono::seconds(1));
  run();
  EXPECT_EQ(timers_run, Strings{"known"});
  EXPECT_EQ(timers(), Strings{"unknown"});
  unknown_timer.clear();  // the newer build starts
  open(false);
  run();
  EXPECT_EQ(timers_run, (Strings{"known", "unknown"}));
  EXPECT_EQ(timers(), Strings{});
}

TEST_P(LaneFixture, ATimerThatIsRefusedIsOver) {
  set_timers({{"timer", clock.now(), "Refuses", ""}});
  EXPECT_TRUE(lane->run_once());
  EXPECT_EQ(timers(), Strings{});
}

TEST_P(LaneFixture, ATimersOwnWorkMaySetItAgain) {
  open(false);  // runs are counted: not those that only collect keys
  set_timers({{"timer", clock.now(), "GoesOn", ""}});
  run();
  EXPECT_EQ(timers(), Strings{"timer"});
  clock.advance(kGoesOnAfter);
  run();
  EXPECT_EQ(timers_run, (Strings{"timer", "timer"}));
  EXPECT_EQ(timers(), Strings{});
}

// It is put off because it failed; what it has become since has not.
TEST_P(LaneFixture, ATimerThatIsSetAnewWhileItFailsComesAtItsNewTime) {
  open(false);  // runs are counted: not those that only collect keys
  const Instant due = clock.now() + std::chrono::seconds(1);
  set_timers({{"timer", due, "Throws", ""}});
  clock.advance(std::chrono::seconds(1));
  set_timers({{"timer", due + std::chrono::seconds(1), "Later", ""}});
  EXPECT_EQ(timers_tried, (Strings{"timer", "timer"})) << "with the command, and alone";
  clock.advance(std::chrono::seconds(1));
  run();
  EXPECT_EQ(timers_run, Strings{"timer"});
}

TEST_P(LaneFixture, AnOutagePutsAllTimersOffAndWritesNothing) {
  open(false);  // runs are counted: not those that only collect keys
  set_timers({{"timer", clock.now() + std::chrono::seconds(1), "Later", ""}});
  clock.advance(std::chrono::seconds(1));
  database->trouble = EngineError::Kind::full;
  EXPECT_TRUE(lane->run_once());
  EXPECT_FALSE(lane->run_once()) << "it spins";
  database->trouble.reset();
  clock.advance(std::chrono::seconds(59));
  run();
  EXPECT_EQ(timers_run, Strings{"timer"}) << "what was run in vain";
  clock.advance(std::chrono::seconds(1));
  run();
  EXPECT_EQ(timers_run, (Strings{"timer", "timer"}));
}

TEST_P(LaneFixture, TimeNeverGoesBack) {
  for (const int back : {0, 30, 5 * 3600}) {
    clock.set_wrong(-std::chrono::seconds(back));
    ASSERT_TRUE(lane->offer(add_to("a", "")));
    run();
  }
  const auto records = lane->log()->read(0, 10);
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(records[0].time, records[1].time);
  EXPECT_EQ(records[0].time, records[2].time);
}

TEST_P(LaneFixture, NewIdsStayTheSameWhenABatchRunsAgain) {
  open(false);  // runs are counted: not those that only collect keys
  std::vector<std::string> made;
  Command command = add_to("a", "r1");
  command.run = [&](Transaction& tx) -> Result<std::string> {
    made.push_back(tx.new_id<Id<struct AnyTag>>().value);
    tx.save(Counter{"a", 1});
    return std::string();
  };
  ASSERT_TRUE(lane->offer(std::move(command)));
  ASSERT_TRUE(lane->offer(add_to("a", "r2", "throws")));
  run();
  ASSERT_EQ(made.size(), 2u);
  EXPECT_EQ(made[0], made[1]);
}

INSTANTIATE_TEST_SUITE_P(Engines, LaneFixture, ::testing::ValuesIn(quick_engines()), name_of);

}  // namespace
}  // namespace opora::testing
