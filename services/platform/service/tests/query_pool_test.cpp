// Callers take turns, and leave each other places.
#include "platform/service/query_pool.h"

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
