// Callers take turns, and leave each other places.
#include "platform/service/query_pool.h"

#include <atomic>
#include <future>
#include <string>

#include <gtest/gtest.h>

namespace opora::testing {
namespace {

using Offered = QueryPool::Offered;

TEST(QueryPool, CallersTakeTurns) {
  QueryPool pool(100);
  std::string done;
  for (int i = 0; i < 4; ++i) pool.offer("many", [&] { done += "m"; });
  pool.offer("few", [&] { done += "f"; });
  pool.step();
  pool.offer("later", [&] { done += "l"; });
  while (pool.step()) {
  }
  EXPECT_EQ(done, "mfmlmm");
}

TEST(QueryPool, OneCallerLeavesPlacesForOthers) {
  QueryPool pool(18);
  for (int i = 0; i < 16; ++i) ASSERT_EQ(pool.offer("many", [] {}), Offered::taken) << i;
  EXPECT_EQ(pool.offer("many", [] {}), Offered::share_full);
  EXPECT_EQ(pool.offer("few", [] {}), Offered::taken);
  EXPECT_EQ(pool.offer("another", [] {}), Offered::taken);
  EXPECT_EQ(pool.offer("a third", [] {}), Offered::full);
  pool.step();
  EXPECT_EQ(pool.offer("a third", [] {}), Offered::taken);
}

// Whoever has a long one running leaves a thread to others, also when more of theirs wait.
TEST(QueryPool, OneCallerLeavesAThreadForOthers) {
  QueryPool pool(100);
  std::promise<void> begun, over;
  std::atomic<int> theirs{0};
  pool.start(2);
  pool.offer("many", [&] {
    begun.set_value();
    over.get_future().wait();
  });
  for (int i = 0; i < 4; ++i) pool.offer("many", [&] { ++theirs; });
  begun.get_future().wait();
  std::promise<int> seen;
  pool.offer("few", [&] { seen.set_value(theirs); });
  EXPECT_EQ(seen.get_future().get(), 0) << "the other thread is nobody's who has one";
  over.set_value();
  pool.stop();
  EXPECT_EQ(theirs, 4) << "they are not forgotten";
}

TEST(QueryPool, TheOnlyThreadIsForEverybody) {
  QueryPool pool(100);
  std::promise<void> done;
  pool.start(1);
  pool.offer("many", [] {});
  pool.offer("many", [&] { done.set_value(); });
  done.get_future().wait();
}

TEST(QueryPool, RunsWhatWaitsWhenItStopsAndNothingAfterwards) {
  int done = 0;
  QueryPool pool(100);
  for (int i = 0; i < 10; ++i) pool.offer(std::to_string(i % 3), [&] { ++done; });
  pool.stop();
  EXPECT_EQ(done, 10);
  EXPECT_EQ(pool.offer("late", [&] { ++done; }), Offered::full);
  EXPECT_FALSE(pool.step());
}

}  // namespace
}  // namespace opora::testing
