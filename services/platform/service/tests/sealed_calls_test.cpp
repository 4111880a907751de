// Nothing is kept of a call of a sealed method but what it writes itself, however it ends; and it is bounded all the
// same, by its deadline, its pool and its tables.
#include "platform/service/sealed_calls.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <future>
#include <memory>
#include <set>
#include <sstream>
#include <thread>

#include <gtest/gtest.h>

#include "platform/log/log.h"
#include "platform/metrics/metrics.h"
#include "platform/service/tests/ballot_box.h"
#include "platform/testing/engines.h"
#include "platform/testing/harness.h"
#include "platform/testing/table_dump.h"
#include "platform/testing/wrapped_database.h"

namespace opora::testing {
namespace {

using std::chrono::steady_clock;

const std::set<std::string> kSealedTables{"slips", "ballots"};
const std::string kBox = test_id(7);

v1::CastBallotRequest ballot(const std::string& slip, const std::string& choice = "yes") {
  v1::CastBallotRequest request;
  request.set_slip(slip);
  request.set_choice(choice);
  return request;
}

v1::OpenBoxRequest opening() {
  v1::OpenBoxRequest request;
  request.set_box_id(kBox);
  request.set_passphrase("known to its keeper");
  return request;
}

Caller keeper(std::vector<std::string> boxes = {kBox}) {
  Caller caller;
  caller.subject = "keeper";
  caller.role = network::v1::ROLE_OPERATOR;
  caller.scopes["box"] = std::move(boxes);
  return caller;
}

std::string outcome_of(const Answer& answer) { return answer.response ? "" : answer.response.error().reason; }

// On the engine that the test is run for.
class SealedCallsTest : public ::testing::TestWithParam<Engine> {
 protected:
  void SetUp() override {
    log::write_to(&lines);
    log::set_level(log::Level::debug);
    open();
  }
  void TearDown() override {
    close();
    BallotHooks::get() = {};
    log::set_level(log::Level::info);
    log::write_to(nullptr);
  }
  void close() {
    metrics.stop();
    if (host && options.threads) host->stop();
    host.reset();
  }
  void open(Service service = ballot_box()) {
    close();
    options.clock = &clock;
    options.ids = &ids;
    options.lane.asks_database_clock = false;  // the clock here is the test's
    const std::array migrations{platform_migrations(), service.migrations};
    auto opened = place->open(migrations).value();
    database = opened.get();
    auto made = ServiceHost::make(std::move(service), std::move(opened), options, metrics);
    ASSERT_TRUE(made) << made.error().message;
    host = *std::move(made);
    host->start();
    metrics.watch(*host);
  }

  void run() {
    for (bool busy = true; busy;) {
      busy = host->step_lane();
      busy = host->step_query() || busy;
      busy = host->step_sealed() || busy;
    }
  }
  // Asks, and returns what the answer will be put into.
  template <class Request>
  std::shared_ptr<std::promise<Answer>> offer(const Request& request, Call call = {}) {
    const auto answered = std::make_shared<std::promise<Answer>>();
    call.request = request.SerializeAsString();
    const auto is_its = [](const Method& method) { return method.request == Request::descriptor(); };
    const Method& method = *std::ranges::find_if(host->methods(), is_its);
    host->call(method.index, std::move(call), [answered](Answer answer) { answered->set_value(std::move(answer)); });
    return answered;
  }
  template <class Request>
  Answer ask(const Request& request, Call call = {}) {
    auto answer = offer(request, std::move(call))->get_future();
    run();
    return answer.get();
  }
  void issue(const std::vector<std::string>& slips) {
    v1::IssueSlipsRequest request;
    request.set_request_id(test_id(++request_count));
    for (const std::string& slip : slips) request.add_slips(slip);
    ASSERT_EQ(outcome_of(ask(request, as_keeper())), "");
  }
  static Call as_keeper(std::vector<std::string> boxes = {kBox}) {
    Call call;
    call.caller = keeper(std::move(boxes));
    return call;
  }
  std::int64_t count(const Statement& counting) {
    return database->read()->sql().query(counting).front().integer(0);
  }
  // All that may tell of a call.
  std::string traces() { return dump_without(*database, kSealedTables) + metrics.text() + lines.str(); }

  ManualClock clock{Instant{1'700'000'000'000'000}};
  IdSource ids{1};
  Metrics metrics;
  std::ostringstream lines;
  HostOptions options{.threads = false};
  std::unique_ptr<TestDatabase> place = GetParam().make_database();
  Database* database = nullptr;  // as the host has it, but for the guard
  std::unique_ptr<ServiceHost> host;
  int request_count = 0;
};

TEST_P(SealedCallsTest, LeaveNoTraceButWhatTheyWrite) {
  issue({"a"});
  const std::string before = traces();
  ASSERT_NE(before.find("answers {"), std::string::npos) << "the command is remembered";
  ASSERT_NE(before.find("outbox {"), std::string::npos);
  ASSERT_NE(before.find("method=\"IssueSlips\""), std::string::npos);
  ASSERT_NE(before.find("A call ended."), std::string::npos);
  const std::pair<v1::CastBallotRequest, const char*> cases[] = {{ballot("a"), ""},
                                                                 {ballot("a"), ""},
                                                                 {ballot("nobody's"), "UNKNOWN_SLIP"},
                                                                 {ballot("a", ""), "INVALID_REQUEST"}};
  for (const auto& [request, reason] : cases) {
    clock.advance(std::chrono::minutes(7));
    EXPECT_EQ(outcome_of(ask(request)), reason);
    EXPECT_EQ(traces(), before) << reason;
  }
  EXPECT_EQ(count(kCountBallots), 1);
}

TEST_P(SealedCallsTest, TakeASlipOnceAndSayThatTheyDid) {
  issue({"a"});
  for (const bool was_there : {false, true}) {
    const Answer answer = ask(ballot("a", was_there ? "no" : "yes"));
    v1::CastBallotResponse response;
    ASSERT_TRUE(answer.response && response.ParseFromString(*answer.response));
    EXPECT_EQ(response.was_there(), was_there);
  }
  EXPECT_EQ(count(kCountBallots), 1);
}

// Else an opened wave's sealed rows and the key that opened them would lie there until enough else was written.
TEST_P(SealedCallsTest, AreInTheWriteAheadLogNoLongerThanTheyHaveTo) {
  options.log_emptied_every = std::chrono::milliseconds(0);
  open();
  issue({"a"});
  EXPECT_EQ(outcome_of(ask(ballot("a"))), "");
  run();
  EXPECT_EQ(database->wal_bytes(), 0);
  EXPECT_EQ(count(kCountBallots), 1);
}

// A token, a position that nobody has come to, or one of a log that there isn't.
TEST_P(SealedCallsTest, TakeNoNoticeOfWhatAClientSendsBesides) {
  issue({"a", "b"});
  const std::string before = traces();
  Call call = as_keeper();
  call.seen = {{"ballots", {"another life", 1'000'000}}, {"nowhere", {"epoch", 3}}};
  for (const char* slip : {"a", "b"}) {
    const Answer answer = ask(ballot(slip), slip == std::string("a") ? call : Call());
    EXPECT_EQ(outcome_of(answer), "");
    EXPECT_EQ(answer.head.epoch, "") << "where the log ends is nobody's business";
    EXPECT_FALSE(answer.remembered);
  }
  EXPECT_EQ(traces(), before);
  EXPECT_EQ(host->waiting_count(), 0U);
}

TEST_P(SealedCallsTest, KnowTheHourAndNothingFiner) {
  std::vector<Instant> hours;
  BallotHooks::get().before_write = [&](Sealed& sealed) {
    hours.push_back(sealed.hour());
    hours.push_back(sealed.read([](Snapshot& snapshot) { return snapshot.now(); }));
  };
  issue({"a", "b"});
  const std::int64_t hour_us = 3'600'000'000;
  clock.set(Instant{1'700'000'000'000'000 / hour_us * hour_us + 3 * hour_us});
  ask(ballot("a"));
  clock.advance(std::chrono::minutes(59));
  ask(ballot("b"));
  ASSERT_EQ(hours.size(), 4U);
  for (const Instant& each : hours) EXPECT_EQ(each.us, hours.front().us);
  EXPECT_EQ(hours.front().us % hour_us, 0);
}

TEST_P(SealedCallsTest, AreRefusedAtOnceWhereThePoolIsFull) {
  options.sealed_queue_count_max = 2;
  open();
  issue({"a", "b", "c"});
  auto first = offer(ballot("a"))->get_future(), second = offer(ballot("b"))->get_future(),
       third = offer(ballot("c"))->get_future();
  ASSERT_EQ(third.wait_for(std::chrono::seconds(0)), std::future_status::ready) << "nobody works, and it is answered";
  const Answer refused = third.get();
  ASSERT_EQ(outcome_of(refused), "QUEUE_FULL");
  EXPECT_EQ(refused.response.error().code, Code::overloaded);
  EXPECT_GE(refused.response.error().retry_after.value(), std::chrono::milliseconds(100));
  constexpr std::int64_t hour_us = 3'600'000'000;
  EXPECT_EQ(host->sealed_turned_away_at().value().us, clock.now().us - clock.now().us % hour_us) << "and nothing finer";
  run();
  EXPECT_EQ(outcome_of(first.get()) + outcome_of(second.get()), "");
  EXPECT_EQ(count(kCountBallots), 2);
}

TEST_P(SealedCallsTest, HaveOneLimitForAllOfThem) {
  options.sealed_calls_a_second = 1;
  open();
  issue({"a", "b"});
  auto first = offer(ballot("a"))->get_future();
  const Answer refused = offer(ballot("b"), as_keeper())->get_future().get();
  EXPECT_EQ(outcome_of(refused), "RATE_LIMITED") << "whoever they say they are";
  EXPECT_TRUE(refused.response.error().retry_after);
  EXPECT_TRUE(host->sealed_turned_away_at());
  auto opened = offer(opening(), as_keeper())->get_future();
  run();
  EXPECT_EQ(outcome_of(first.get()) + outcome_of(opened.get()), "") << "what takes a sign-in is not counted there";
}

TEST_P(SealedCallsTest, WhoseDeadlinePassedAreNotBegun) {
  issue({"a", "b"});
  Call late;
  late.deadline = steady_clock::now() - std::chrono::seconds(1);
  EXPECT_EQ(outcome_of(ask(ballot("a"), late)), "DEADLINE_PASSED");

  bool came_to_its_write = false;
  Call slow;
  slow.deadline = steady_clock::now() + std::chrono::milliseconds(500);
  BallotHooks::get().before_write = [&](Sealed&) {
    came_to_its_write = true;
    while (steady_clock::now() < *slow.deadline) std::this_thread::yield();
  };
  EXPECT_EQ(outcome_of(ask(ballot("b"), slow)), "DEADLINE_PASSED");
  EXPECT_TRUE(came_to_its_write);
  EXPECT_EQ(count(kCountBallots), 0);
}

TEST_P(SealedCallsTest, OfARunAreForWhomItsPolicyLetsIn) {
  issue({"a"});
  ASSERT_EQ(outcome_of(ask(ballot("a"))), "");
  const std::string before = traces();
  for (const Call& call : {Call(), as_keeper({}), as_keeper({test_id(8)})}) {
    EXPECT_EQ(outcome_of(ask(opening(), call)), "PERMISSION_DENIED");
    EXPECT_EQ(traces(), before);
  }
  EXPECT_EQ(count(kCountBallots), 1);
  EXPECT_EQ(outcome_of(ask(opening(), as_keeper())), "");
  EXPECT_EQ(count(kCountBallots), 0);
}

// What it commits is told as anything that a command does; who asked for it, and with what, is not.
TEST_P(SealedCallsTest, OfARunTellWhatTheyCommitAndNothingElse) {
  issue({"a"});
  const auto remembered = [this] { return dump_without(*database, {"slips", "ballots", "boxes", "outbox", "lane"}); };
  const std::string before = remembered();
  lines.str("");
  const Answer answer = ask(opening(), as_keeper());
  ASSERT_EQ(outcome_of(answer), "");
  EXPECT_EQ(answer.head.epoch, "");
  const auto told = host->log()->read(0, 10);
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told.back().type, "opora.testing.v1.BoxOpened");
  EXPECT_EQ(told.back().payload, "keeper") << "the handler is told who asks";
  EXPECT_EQ(remembered(), before);
  EXPECT_EQ(lines.str(), "");
  EXPECT_EQ(metrics.text().find("OpenBox"), std::string::npos);
}

TEST_P(SealedCallsTest, OfRunsFewWait) {
  std::vector<std::future<Answer>> asked;
  for (int i = 0; i < 5; ++i) asked.push_back(offer(opening(), as_keeper())->get_future());
  EXPECT_EQ(outcome_of(asked.back().get()), "QUEUE_FULL");
  EXPECT_FALSE(host->sealed_turned_away_at()) << "a keeper who comes again is no overload";
  asked.pop_back();
  run();
  for (auto& each : asked) EXPECT_EQ(outcome_of(each.get()), "");
}

#ifdef OPORA_TESTING
TEST_P(SealedCallsTest, NobodyElseTouchesTheirTables) {
  const auto peek = +[](Snapshot& snapshot, const v1::CountSlipsRequest&) -> Result<v1::CountSlipsResponse> {
    TRY(rows, snapshot.query(kCountSlips));
    v1::CountSlipsResponse response;
    response.set_slip_count(rows.front().integer(0));
    return response;
  };
  Service service = ballot_box();
  service.handlers = {issue_slips, cast_ballot, open_box, peek};  // the command is not marked
  open(service);
  v1::IssueSlipsRequest request;
  request.set_request_id(test_id(1));
  request.add_slips("a");
  EXPECT_EQ(outcome_of(ask(request, as_keeper())), "INTERNAL");
  EXPECT_EQ(outcome_of(ask(v1::CountSlipsRequest(), as_keeper())), "INTERNAL");
  EXPECT_EQ(count(kCountSlips), 0);
}

TEST_P(SealedCallsTest, TouchNoTablesButTheirs) {
  issue({"a"});
  BallotHooks::get().in_write = [](SealedWrite& write) {
    write.query(kCountBoxes);  // it may look
    write.execute(kSaveBox, {{"box", kBox}, {"count", 1}});
  };
  EXPECT_EQ(outcome_of(ask(ballot("a"))), "INTERNAL");
  EXPECT_EQ(count(kCountBallots), 0) << "all of it, or nothing";
  EXPECT_EQ(count(kCountBoxes), 0);
}
#endif

INSTANTIATE_TEST_SUITE_P(Engines, SealedCallsTest, ::testing::ValuesIn(engines()),
                         [](const ::testing::TestParamInfo<Engine>& engine) { return engine.param.name; });

// With threads of their own, where a view of the database is no lock on it.
class SealedThreadsTest : public SealedCallsTest {
 protected:
  void SetUp() override {
    options.threads = true;
    options.sealed_thread_count = 1;
    SealedCallsTest::SetUp();
    BallotHooks::get().before_write = [this](Sealed&) {
      if (!is_first.exchange(false)) return;
      entered.set_value();
      let_go.get_future().wait();
    };
    v1::IssueSlipsRequest request;
    request.set_request_id(test_id(1));
    for (const char* slip : {"a", "b"}) request.add_slips(slip);
    ASSERT_EQ(outcome_of(offer(request, as_keeper())->get_future().get()), "");
  }
  // Begins to stop the host, and returns once nothing new is taken.
  std::thread begin_stopping() {
    std::thread stopping([this] { host->stop(); });
    while (outcome_of(offer(v1::CountSlipsRequest(), as_keeper())->get_future().get()) != "SHUTTING_DOWN")
      std::this_thread::yield();
    return stopping;
  }
  std::atomic<bool> is_first = true;
  std::promise<void> entered, let_go;
};

TEST_P(SealedThreadsTest, FinishWhatWasTakenBeforeTheServiceStops) {
  auto under_way = offer(ballot("a"))->get_future();
  entered.get_future().wait();
  auto waiting = offer(ballot("b"))->get_future();
  std::thread stopping = begin_stopping();
  EXPECT_EQ(outcome_of(offer(ballot("b"))->get_future().get()), "SHUTTING_DOWN");
  let_go.set_value();
  EXPECT_EQ(outcome_of(under_way.get()), "");
  EXPECT_EQ(outcome_of(waiting.get()), "");
  stopping.join();
  EXPECT_EQ(count(kCountBallots), 2);
}

TEST_P(SealedThreadsTest, EndARunAtItsNextWriteWhenTheServiceStops) {
  is_first = false;
  ASSERT_EQ(outcome_of(offer(ballot("a"))->get_future().get()), "");
  is_first = true;
  auto run_under_way = offer(opening(), as_keeper())->get_future();
  entered.get_future().wait();
  std::thread stopping = begin_stopping();
  let_go.set_value();
  EXPECT_EQ(outcome_of(run_under_way.get()), "SHUTTING_DOWN");
  stopping.join();
  EXPECT_EQ(count(kCountBallots), 1) << "it would have taken it out";
}

// One that takes long keeps nobody's command or query waiting.
TEST_P(SealedThreadsTest, KeepNobodyElseWaiting) {
  auto under_way = offer(ballot("a"))->get_future();
  entered.get_future().wait();
  EXPECT_EQ(outcome_of(offer(v1::CountSlipsRequest(), as_keeper())->get_future().get()), "");
  v1::IssueSlipsRequest request;
  request.set_request_id(test_id(2));
  request.add_slips("c");
  EXPECT_EQ(outcome_of(offer(request, as_keeper())->get_future().get()), "");
  let_go.set_value();
  EXPECT_EQ(outcome_of(under_way.get()), "");
}

std::vector<Engine> engines_of_files() {
  std::vector<Engine> all;
  for (const Engine& engine : engines())
    if (engine.reads_while_writing) all.push_back(engine);
  return all;
}

INSTANTIATE_TEST_SUITE_P(Engines, SealedThreadsTest, ::testing::ValuesIn(engines_of_files()),
                         [](const ::testing::TestParamInfo<Engine>& engine) { return engine.param.name; });

}  // namespace
}  // namespace opora::testing
