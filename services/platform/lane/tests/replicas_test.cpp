// Two lanes over one database, as replicas of a service have them: they take turns, and each finds what the other left.
#include <algorithm>

#include "platform/lane/tests/lane_fixture.h"

namespace opora::testing {
namespace {

class Replicas : public LaneFixture {
 protected:
  void run_other() {
    while (other->run_once()) {
    }
  }
  std::unique_ptr<Database> other_database = open_database();
  std::unique_ptr<Lane> other = make_lane(*other_database);
};

TEST_P(Replicas, ContinueEachOthersPositions) {
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(lane->offer(add_to("a", "")));
    run();
    ASSERT_TRUE(other->offer(add_to("a", "")));
    run_other();
  }
  EXPECT_EQ(values(), std::vector<std::string>{"a=6"});
  lane->poll_remote_commits();
  EXPECT_EQ(positions(), (std::vector<std::int64_t>{1, 2, 3, 4, 5, 6}));
}

TEST_P(Replicas, GiveEachOthersAnswersAgain) {
  const std::string id = ids.next(clock.now());
  ASSERT_TRUE(lane->offer(add_to("a", id)));
  run();
  ASSERT_TRUE(other->offer(add_to("a", id)));
  run_other();
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[0], answers[1]);
  EXPECT_EQ(values(), std::vector<std::string>{"a=1"});
}

TEST_P(Replicas, HearOfTheHeadByLookingAround) {
  bool woken = false;
  const auto subscription = other->log()->subscribe([&] { woken = true; });
  ASSERT_TRUE(lane->offer(add_to("a", "")));
  run();
  EXPECT_EQ(other->head().position, 0);
  other->poll_remote_commits();
  EXPECT_EQ(other->head().position, 1);
  EXPECT_TRUE(woken);
  EXPECT_EQ(other->log()->read(0, 10).size(), 1U);
}

TEST_P(Replicas, HearOfTheHeadByWhatIsAnnounced) {
  const std::string epoch = lane->head().epoch;
  EXPECT_TRUE(lane->on_remote_commit(epoch + " 41"));
  EXPECT_EQ(lane->head().position, 41);
  for (const std::string& notice : {std::string(), std::string("41"), std::string(" 42"), epoch, epoch + " ",
                                  epoch + " y", epoch + " 42y", epoch + " 99999999999999999999"})
    EXPECT_FALSE(lane->on_remote_commit(notice)) << notice;
  EXPECT_EQ(lane->head().position, 41);
}

// What others can find by the head alone is said; what they can't makes them look; and a refusal is nothing to them.
TEST_P(Replicas, AnnounceWhatOthersHaveToKnow) {
  const auto announced = [&] { return std::exchange(database->announced, {}); };
  const auto head = [&] { return lane->head().epoch + " " + std::to_string(lane->head().position); };
  ASSERT_TRUE(lane->offer(add_to("a", ids.next(clock.now()))));
  run();
  EXPECT_EQ(announced(), std::vector<std::string>{head()});
  ASSERT_TRUE(lane->offer(add_to("a", ids.next(clock.now()), "bad")));
  run();
  EXPECT_EQ(announced(), std::vector<std::string>());
  set_timers({{ids.next(clock.now()), clock.now() + std::chrono::hours(1), "Add", "t"}});
  EXPECT_EQ(announced(), std::vector<std::string>{""});
  lane->offer(delivery(1, {"a"}), [](const Result<void>&) {});
  run();
  EXPECT_EQ(announced(), std::vector<std::string>{""});
}

TEST_P(Replicas, HearNothingOfAnotherEpoch) {
  EXPECT_FALSE(lane->on_remote_commit("another 41"));
  EXPECT_EQ(lane->head().position, 0);
}

class ReplicasInTurn : public Replicas {
 protected:
  ReplicasInTurn() {
    for (Lane* each : {other.get(), lane.get()}) {
      add(*each);
      each->run_once();
    }
    answers.clear();
  }
  void add(Lane& by) { ASSERT_TRUE(by.offer(add_to("a", ""))); }
};

TEST_P(ReplicasInTurn, ABatchIsClosedWhenItsTurnHasCome) {
  add(*lane);
  database->in_line = [&] { add(*lane); };
  lane->run_once();
  EXPECT_EQ(answers.size(), 2U);
}

TEST_P(ReplicasInTurn, WhoIsAloneAgainStandsInNoLine) {
  add(*lane);
  lane->run_once();
  bool has_stood_in_line = false;
  database->in_line = [&] { has_stood_in_line = true; };
  add(*lane);
  lane->run_once();
  EXPECT_FALSE(has_stood_in_line);
}

TEST_P(ReplicasInTurn, TroubleInLineIsAnsweredAndLeavesNothingOpen) {
  add(*lane);
  database->in_line = [&] {
    add(*lane);
    throw EngineError(EngineError::Kind::busy, "the connection is lost");
  };
  lane->run_once();
  EXPECT_EQ(answers, std::vector<std::string>{"!STORAGE_UNAVAILABLE"});
  add(*other);
  run_other();
  run();
  EXPECT_EQ(values(), std::vector<std::string>{"a=4"}) << "and the one that came meanwhile has its turn";
}

TEST_P(Replicas, NeverGoBackToAHeadThatWasPassed) {
  ASSERT_TRUE(lane->offer(add_to("a", "")));
  run();
  const LogHead early = lane->head();
  ASSERT_TRUE(lane->offer(add_to("a", "")));
  run();
  lane->poll_remote_commits();
  EXPECT_EQ(lane->head().position, early.position + 1);
}

TEST_P(Replicas, RunATimerOnce) {
  const Timer timer{ids.next(clock.now()), clock.now() + std::chrono::seconds(1), "Add", "t"};
  set_timers({timer});
  other->poll_remote_commits();
  clock.advance(std::chrono::seconds(2));
  bool has_other_run_it = false;
  database->before_next_begin = [&] {  // between looking for due timers and taking the lane
    run_other();
    has_other_run_it = !timers_run.empty();
    timers_run.clear();
  };
  run();
  EXPECT_TRUE(has_other_run_it);
  EXPECT_EQ(timers_run, std::vector<std::string>());
  EXPECT_TRUE(timers().empty());
}

TEST_P(Replicas, ApplyAParkedEventOnce) {
  lane->offer(delivery(1, {"poison"}), [](const Result<void>&) {});
  run();
  poison = "nothing";
  database->before_next_begin = [&] {  // between finding what is parked and taking the lane
    EventRetry retry;
    while (other->retry_parked(retry)) {
    }
  };
  EventRetry retry;
  while (lane->retry_parked(retry)) {
  }
  EXPECT_EQ(values(), std::vector<std::string>{"poison=1"});
}

std::vector<Engine> shared_engines() {
  std::vector<Engine> shared;
  std::ranges::copy_if(quick_engines(), std::back_inserter(shared),
                       [](const Engine& engine) { return engine.is_shared; });
  return shared;
}

INSTANTIATE_TEST_SUITE_P(Engines, Replicas, ::testing::ValuesIn(shared_engines()), name_of);
INSTANTIATE_TEST_SUITE_P(Engines, ReplicasInTurn, ::testing::ValuesIn(shared_engines()), name_of);

}  // namespace
}  // namespace opora::testing
