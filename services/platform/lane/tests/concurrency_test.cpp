// The platform's threads together, without gRPC or protobuf: callers, an executor, a follower and readers. Run under
// ThreadSanitizer.
#include <atomic>
#include <future>
#include <thread>

#include "platform/events/delivery/follower.h"
#include "platform/lane/tests/lane_fixture.h"
#include "platform/service/query_pool.h"
#include "platform/service/sealed_pool.h"

namespace opora::testing {
namespace {

constexpr int kCallers = 8;
constexpr int kCallsEach = 200;
const Statement kTake{"INSERT INTO counters (name, value) VALUES (:name, 1) ON CONFLICT (name) DO NOTHING"};
const Statement kSum{"SELECT SUM(value), (SELECT COUNT(*) FROM outbox) FROM counters"};

// One lane with its own thread.
class Executor {
 public:
  explicit Executor(Lane& lane) : thread_([this, &lane] {
      while (!stop_ || lane.waiting_count() + lane.sealed_waiting_count() > 0) {
        lane.wait(std::chrono::milliseconds(20));
        lane.run_once();
      }
    }) {}
  ~Executor() {
    stop_ = true;
    thread_.join();
  }

 private:
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

class Concurrency : public LaneFixture {};

TEST_P(Concurrency, CallersReadersAndAFollowerMeet) {
  class Consumer : public LaneFixture {
   public:
    void TestBody() override {}
    using LaneFixture::lane;
    using LaneFixture::values;
  } consumer;

  std::atomic<int> answered{0};
  std::atomic<int> torn{0};
  {
    Executor consumer_thread(*consumer.lane);
    Follower follower(lane->log(), *consumer.lane, 0,
                      {[](std::int64_t, std::int64_t) {}, [](const Error&) {}, [] {}});
    Executor owner_thread(*lane);
    follower.start();
    QueryPool readers(64);
    readers.start(2);

    std::vector<std::thread> callers;
    for (int c = 0; c < kCallers; ++c)
      callers.emplace_back([&, c] {
        for (int i = 0; i < kCallsEach; ++i) {
          std::promise<void> done;
          Command command = add_to("k" + std::to_string(i % 5), std::to_string(c) + "-" + std::to_string(i));
          command.done = [&](const Answer& answer) {
            if (answer.response) ++answered;
            done.set_value();
          };
          ASSERT_TRUE(lane->offer(std::move(command)));
          done.get_future().wait();
          readers.offer("", [&] {
            const Rows rows = database->read()->sql().query(kSum);
            if (rows.at(0).integer(0) != rows.at(0).integer(1)) ++torn;  // half a commit was seen
          });
        }
      });
    for (std::thread& caller : callers) caller.join();
    readers.stop();
    while (follower.position().position < lane->head().position) std::this_thread::yield();
    follower.stop();
  }
  EXPECT_EQ(answered, kCallers * kCallsEach);
  EXPECT_EQ(torn, 0);
  EXPECT_EQ(lane->head().position, kCallers * kCallsEach);
  EXPECT_EQ(consumer.values(), values());
}

// As the threads of a pool do, each waits for its own commit; commands go beside them.
TEST_P(Concurrency, WhatManyWriteSealedTakesEffectOnce) {
  std::atomic<int> first_count{0}, answered{0};
  {
    Executor executor(*lane);
    SealedPool pool(kCallers * kCallsEach);
    pool.start(kCallers);
    for (int i = 0; i < kCallers * kCallsEach; ++i) {
      const bool is_taken = pool.offer([&, i] {
        const std::string name = "s" + std::to_string(i % kCallsEach);
        std::promise<void> done;
        bool is_first = false;
        SealedWork work;
        work.run = [&](Sql& sql) -> Result<void> {
          is_first = sql.execute(kTake, {{"name", name}}) == 1;
          return {};
        };
        work.done = [&](const Result<void>& outcome) {
          if (outcome && is_first) ++first_count;
          if (outcome) ++answered;
          done.set_value();
        };
        ASSERT_TRUE(lane->offer_sealed(std::move(work)));
        done.get_future().wait();
      });
      ASSERT_TRUE(is_taken);
    }
    for (int i = 0; i < kCallsEach; ++i) ASSERT_TRUE(lane->offer(add_to("k", "beside-" + std::to_string(i))));
    pool.stop();
  }
  EXPECT_EQ(answered, kCallers * kCallsEach);
  EXPECT_EQ(first_count, kCallsEach);
  EXPECT_EQ(lane->head().position, kCallsEach);
}

INSTANTIATE_TEST_SUITE_P(Engines, Concurrency, ::testing::ValuesIn(quick_engines().first(1)), name_of);

}  // namespace
}  // namespace opora::testing
