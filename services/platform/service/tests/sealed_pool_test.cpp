// What sealed methods run on: one line, bounded, and done to its end.
#include "platform/service/sealed_pool.h"

#include <atomic>
#include <future>
#include <string>
#include <thread>

#include <gtest/gtest.h>

namespace opora::testing {
namespace {

TEST(SealedPool, TakesNoMoreThanItHasRoomFor) {
  SealedPool pool(2);
  std::string done;
  EXPECT_TRUE(pool.offer([&] { done += "a"; }));
  EXPECT_TRUE(pool.offer([&] { done += "b"; }));
  EXPECT_FALSE(pool.offer([&] { done += "c"; })) << "at once";
  EXPECT_TRUE(pool.step());
  EXPECT_TRUE(pool.offer([&] { done += "d"; })) << "what is under way takes no room";
  while (pool.step()) {
  }
  EXPECT_EQ(done, "abd");
}

TEST(SealedPool, DoesWhatItHasTakenWhenItStops) {
  SealedPool pool(100);
  std::promise<void> begun, over;
  std::atomic<int> count{0};
  pool.start(1);
  ASSERT_TRUE(pool.offer([&] {
    begun.set_value();
    over.get_future().wait();
  }));
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(pool.offer([&] { ++count; }));
  begun.get_future().wait();
  std::thread stopping([&] { pool.stop(); });
  while (pool.offer([&] { ++count; })) std::this_thread::yield();
  const int taken_last = count;
  EXPECT_EQ(taken_last, 0) << "the only thread is busy";
  over.set_value();
  stopping.join();
  EXPECT_GE(count, 10);
}

TEST(SealedPool, ForgetsWhatWaitsAsACrashDoes) {
  SealedPool pool(100);
  bool is_done = false;
  ASSERT_TRUE(pool.offer([&] { is_done = true; }));
  pool.abandon();
  pool.stop();
  EXPECT_FALSE(is_done);
}

TEST(Permits, AreTakenByNoMoreThanThereAre) {
  Permits permits(2);
  std::atomic<int> within{0}, most{0}, passed{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      for (int n = 0; n < 200; ++n) {
        Permit permit(permits);
        const int now = ++within;
        for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
        }
        std::this_thread::yield();
        --within;
        permit.let_go();
        permit.let_go();  // given back once
        ++passed;
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(passed, 8 * 200);
  EXPECT_LE(most, 2);
}

}  // namespace
}  // namespace opora::testing
