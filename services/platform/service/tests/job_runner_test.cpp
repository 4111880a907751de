// Jobs on both engines: each counts once, whoever runs it, however often; what fails is tried later; and nothing is
// begun by a clock that nobody confirms.
#include "platform/service/job_runner.h"

#include <algorithm>
#include <atomic>

#include "platform/lane/jobs.h"
#include "platform/lane/outbox.h"
#include "platform/lane/stored_bodies.h"
#include "platform/lane/tests/lane_fixture.h"

namespace opora::testing {
namespace {

using namespace std::chrono_literals;

const Statement kJobs{"SELECT id FROM jobs ORDER BY id"};
const std::string kJob = "00000000-0000-7000-8000-000000000001";
constexpr auto kLease = 10min;

// What a job has found is that its counter is to go up by one.
class Jobs : public LaneFixture {
 protected:
  std::unique_ptr<JobRunner> make_runner(Lane& over) {
    return std::make_unique<JobRunner>(
        over, 1,
        JobRunner::Calls{.run = [this](const Job& job) { return run_outside(job); },
                         .take_in = [this](Transaction& tx, const Timer& found) { return take_in(tx, found); },
                         .failed = [this](const Job&, const Error& error) { failures.push_back(error.reason); }});
  }

  Result<Timer> run_outside(const Job& job) {
    ++run_count;
    if (const auto now = std::exchange(while_it_runs, nullptr)) now();
    if (job.method == "Throws") throw std::runtime_error("a mistake");
    if (job.method == "Fails") return refuse(Code::unavailable, "NOBODY_THERE", "Nobody answers.");
    return Timer{job.id, job.due, job.method + "Result", job.request};
  }

  Result<std::string> take_in(Transaction& tx, const Timer& found) {
    TRY(counter, tx.find<Counter>(found.request));
    if (is_refused) return refuse(Code::conflict, "REFUSED", "Not now.");
    tx.save(Counter{found.request, (counter ? counter->value : 0) + 1});
    if (found.method == "DailyResult") tx.set_job({found.id, tx.now() + 24h, "Daily", found.request});
    return std::string();
  }

  void set_job(const std::string& method, std::chrono::microseconds after = 0s) {
    Command command = add_to("", "");
    command.run = [&](Transaction& tx) -> Result<std::string> {
      tx.set_job({kJob, tx.now() + after, method, "found"});
      return std::string("set");
    };
    ASSERT_TRUE(lane->offer(std::move(command)));
    run();
  }

  static void work(JobRunner& by, Lane& over) {
    for (bool busy = true; busy;) {
      busy = over.run_once();
      busy = by.hand_out() || busy;
      busy = by.step() || busy;
    }
  }
  void work() { work(*runner, *lane); }
  void crash() {
    runner.reset();
    open();
    runner = make_runner(*lane);
  }
  // While the process runs: a replica beside it was ahead, by 700 days, and left jobs like this.
  void tell_lane_a_time_ahead(const char* change) {
    lane->transact([&](Sql& sql) {
      LaneRow row = read_lane(sql, false);
      row.batch_time = clock.true_time() + 700 * 24h;
      write_lane(sql, row);
      sql.execute(Statement(change));
    });
  }
  std::vector<std::string> jobs() { return values_of<std::string>(database->read()->sql().query(kJobs)); }

  int run_count = 0;
  bool is_refused = false;
  std::function<void()> while_it_runs;
  std::vector<std::string> failures;
  std::unique_ptr<JobRunner> runner = make_runner(*lane);
};

TEST_P(Jobs, AreRunWhenTheyAreDueAndCountOnce) {
  set_job("Find", 1h);
  work();
  EXPECT_EQ(run_count, 0);
  clock.advance(1h);
  work();
  EXPECT_EQ(values(), std::vector<std::string>{"found=1"});
  EXPECT_EQ(jobs(), std::vector<std::string>());
  clock.advance(24h);
  work();
  EXPECT_EQ(run_count, 1);
}

TEST_P(Jobs, AreRunWhileTheLaneGoesOn) {
  set_job("Find");
  while_it_runs = [&] {
    ASSERT_TRUE(lane->offer(add_to("other", "")));
    run();
  };
  work();
  EXPECT_EQ(values(), (std::vector<std::string>{"found=1", "other=1"}));
}

// At once, and after as long again as it has been tried by then, but each hour.
TEST_P(Jobs, ThatFailAreTriedLessAndLess) {
  for (const char* how : {"Fails", "Throws"}) {
    run_count = 0;
    set_job(how);
    std::vector<int> tried_at;
    for (int minute = 0; minute <= 240; ++minute, clock.advance(1min)) {
      const int before = run_count;
      work();
      if (run_count > before) tried_at.push_back(minute);
    }
    EXPECT_EQ(tried_at, (std::vector<int>{0, 1, 2, 4, 8, 16, 32, 64, 124, 184})) << how;
  }
  EXPECT_EQ(failures.front() + " " + failures.back(), "NOBODY_THERE JOB_FAILED");
  EXPECT_EQ(jobs(), std::vector<std::string>{kJob});
  EXPECT_EQ(count_late_jobs(database->read()->sql(), clock.now()), 1);
}

TEST_P(Jobs, WhoseCommandIsRefusedAreTriedAgain) {
  is_refused = true;
  set_job("Find");
  work();
  EXPECT_EQ(failures, std::vector<std::string>{"REFUSED"});
  is_refused = false;
  work();
  EXPECT_EQ(run_count, 1) << "not at once";
  clock.advance(1min);
  work();
  EXPECT_EQ(values(), std::vector<std::string>{"found=1"});
  EXPECT_EQ(jobs(), std::vector<std::string>());
}

TEST_P(Jobs, OfADeadProcessAreTakenOverOnceTheirLeaseIsOver) {
  set_job("Find");
  run();
  ASSERT_TRUE(runner->hand_out());
  crash();
  work();
  EXPECT_EQ(run_count, 0);
  clock.advance(kLease);
  work();
  EXPECT_EQ(values(), std::vector<std::string>{"found=1"});
}

TEST_P(Jobs, SetAnewWhileTheyRunAreRunAgainAtTheirNewTime) {
  set_job("Find");
  while_it_runs = [&] { set_job("Find", 1h); };
  work();
  EXPECT_EQ(values(), std::vector<std::string>()) << "what was found by then is of the job as it was";
  clock.advance(1h);
  work();
  EXPECT_EQ(values(), std::vector<std::string>{"found=1"});
}

TEST_P(Jobs, ThatFailWhileTheyAreSetAnewComeAtTheirNewTime) {
  set_job("Fails");
  while_it_runs = [&] { set_job("Find", 30s); };
  work();
  clock.advance(30s);
  work();
  EXPECT_EQ(values(), std::vector<std::string>{"found=1"});
}

TEST_P(Jobs, CountOnceWhateverBecomesOfTheCommit) {
  using Lost = TroubledDatabase::Lost;
  for (const Lost lost : {Lost::before, Lost::after}) {
    set_job("Find");
    run();
    ASSERT_TRUE(runner->hand_out());
    ASSERT_TRUE(runner->step());
    database->lost = lost;
    work();
    clock.advance(1min);
    work();
  }
  EXPECT_EQ(values(), std::vector<std::string>{"found=2"});
  EXPECT_EQ(run_count, 3) << "again only where nothing was committed";
}

TEST_P(Jobs, WaitForATimeThatIsConfirmed) {
  set_job("Find", 8h);
  runner.reset();
  clock.advance(240h);
  clock.reboot();
  open();
  runner = make_runner(*lane);
  ASSERT_FALSE(lane->time().is_confirmed());
  work();
  EXPECT_EQ(run_count, 0);
  clock.synchronise(true);
  work();
  EXPECT_EQ(values(), std::vector<std::string>{"found=1"});
}

TEST_P(Jobs, ThatStandAreDueAtEachStartAndWhenTheySay) {
  options.standing_jobs = {{kJob, Instant{}, "Daily", "found"}};
  crash();
  work();
  EXPECT_EQ(values(), std::vector<std::string>{"found=1"});
  clock.advance(23h);
  work();
  EXPECT_EQ(run_count, 1);
  clock.advance(1h);
  work();
  EXPECT_EQ(values(), std::vector<std::string>{"found=2"});
  crash();
  work();
  EXPECT_EQ(values(), std::vector<std::string>{"found=3"});
}

TEST_P(Jobs, ThatStandStayWithWhoeverHasTakenThem) {
  options.standing_jobs = {{kJob, Instant{}, "Daily", "found"}};
  crash();
  ASSERT_TRUE(runner->hand_out());
  clock.advance(1min);
  crash();
  work();
  EXPECT_EQ(run_count, 0);
}

// Its clock is behind that of whoever has taken it, by as little as two may differ.
TEST_P(Jobs, ThatStandStayWithWhoeverHasTakenThemByAClockThatIsAhead) {
  options.standing_jobs = {{kJob, Instant{}, "Daily", "found"}};
  crash();
  ASSERT_TRUE(runner->hand_out());
  clock.advance(-1min);
  crash();
  work();
  EXPECT_EQ(run_count, 0);
}

// Nobody writes but whoever takes jobs.
TEST_P(Jobs, ThatStandComeOnceAWrongTimeIsPutRight) {
  options.standing_jobs = {{kJob, Instant{}, "Daily", "found"}};
  crash();
  work();
  tell_lane_a_time_ahead("UPDATE jobs SET due_at = due_at + 60480000000000, try_at = try_at + 60480000000000");
  lane->poll_remote_commits();
  work();
  EXPECT_EQ(values(), std::vector<std::string>{"found=2"});
}

// Whoever took it, by a clock that was years ahead, has died.
TEST_P(Jobs, TakenAsTheTimeIsPutRightHaveTheirLease) {
  options.standing_jobs = {{kJob, Instant{}, "Daily", "found"}};
  crash();
  tell_lane_a_time_ahead("UPDATE jobs SET try_at = try_at + 60480000000000");
  clock.advance(1s);
  lane->poll_remote_commits();
  ASSERT_TRUE(runner->hand_out());
  crash();
  work();
  EXPECT_EQ(run_count, 0) << "somebody has it";
  clock.advance(kLease);
  work();
  EXPECT_EQ(values(), std::vector<std::string>{"found=1"});
}

// Whoever took it did so by a clock that was years ahead, and died.
TEST_P(Jobs, TakenByAClockThatWasAheadAreTakenAgainOnceItIsRight) {
  set_job("Find");
  clock.advance(700 * 24h);
  ASSERT_TRUE(runner->hand_out());
  clock.advance(-700 * 24h);
  crash();
  ASSERT_TRUE(lane->time().confirm(clock.true_time()));
  work();
  EXPECT_EQ(values(), std::vector<std::string>{"found=1"});
}

TEST_P(Jobs, ThatStandDoNotWaitForWhatAWrongClockSaid) {
  options.standing_jobs = {{kJob, Instant{}, "Daily", "found"}};
  crash();
  clock.advance(700 * 24h);
  work();
  clock.advance(-700 * 24h);
  crash();
  ASSERT_TRUE(lane->time().confirm(clock.true_time()));
  work();
  EXPECT_EQ(values(), std::vector<std::string>{"found=2"});
  tell_lane_a_time_ahead("UPDATE jobs SET due_at = due_at + 60480000000000, try_at = try_at + 60480000000000");
  ASSERT_TRUE(lane->offer(add_to("other", "")));
  run();
  work();
  EXPECT_EQ(values(), (std::vector<std::string>{"found=3", "other=1"}));
}

TEST_P(Jobs, AreRunByThreads) {
  set_job("Find");
  runner->start();
  while (!jobs().empty()) {
    lane->run_once();
    runner->hand_out();
    lane->wait(20ms);
  }
  runner->stop();
  EXPECT_EQ(values(), std::vector<std::string>{"found=1"});
}

class JobsOfReplicas : public Jobs {
 protected:
  std::unique_ptr<Database> other_database = open_database();
  std::unique_ptr<Lane> other = make_lane(*other_database);
  std::unique_ptr<JobRunner> others = make_runner(*other);
};

TEST_P(JobsOfReplicas, AreRunByOneAtATimeAndTakenOver) {
  set_job("Find");
  run();
  ASSERT_TRUE(runner->hand_out());
  other->poll_remote_commits();
  work(*others, *other);
  EXPECT_EQ(run_count, 0) << "the first has it";
  clock.advance(kLease);
  other->poll_remote_commits();
  work(*others, *other);
  EXPECT_EQ(values(), std::vector<std::string>{"found=1"});
  work();
  EXPECT_EQ(run_count, 2) << "the first was only slow";
  EXPECT_EQ(values(), std::vector<std::string>{"found=1"}) << "and what it brings counts no more";
  EXPECT_EQ(failures, std::vector<std::string>());
}

TEST_P(JobsOfReplicas, AreHeardOfByTheOthers) {
  other->poll_remote_commits();
  set_job("Find");
  EXPECT_EQ(database->announced.back(), "") << "so that they look";
  other->poll_remote_commits();
  work(*others, *other);
  EXPECT_EQ(values(), std::vector<std::string>{"found=1"});
}

std::vector<Engine> shared_engines() {
  std::vector<Engine> shared;
  std::ranges::copy_if(quick_engines(), std::back_inserter(shared),
                       [](const Engine& engine) { return engine.is_shared; });
  return shared;
}

INSTANTIATE_TEST_SUITE_P(Engines, Jobs, ::testing::ValuesIn(quick_engines()), name_of);
INSTANTIATE_TEST_SUITE_P(Engines, JobsOfReplicas, ::testing::ValuesIn(shared_engines()), name_of);

}  // namespace
}  // namespace opora::testing
