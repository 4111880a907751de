#include "platform/rpc/work_pool.h"

#include <future>
#include <string>

#include <gtest/gtest.h>

namespace opora {
namespace {

TEST(WorkPool, DoesFirstWhatGoesFirstAndTheRestInTheOrderOfItsComing) {
  std::string done;
  std::promise<void> go;
  {
    WorkPool pool(1, 10);
    pool.run([going = go.get_future().share()] { going.wait(); });
    const auto add = [&](char what, WorkPool::Turn turn) { pool.run([&done, what] { done += what; }, turn); };
    add('c', WorkPool::Turn::in_line);
    add('a', WorkPool::Turn::first);
    add('d', WorkPool::Turn::in_line);
    add('b', WorkPool::Turn::first);
    go.set_value();
  }
  EXPECT_EQ(done, "abcd");
}

TEST(WorkPool, DoesNowAndThenWhatStandsInLineHoweverMuchGoesFirst) {
  std::string done;
  std::promise<void> begun, go;
  {
    WorkPool pool(1, 20);
    pool.run([&begun, going = go.get_future().share()] {
      begun.set_value();
      going.wait();
    });
    begun.get_future().wait();
    for (const char what : {'x', 'y'}) pool.run([&done, what] { done += what; });
    for (int i = 0; i < 10; ++i) pool.run([&done] { done += '.'; }, WorkPool::Turn::first);
    go.set_value();
  }
  EXPECT_EQ(done, "....x....y..");
}

TEST(WorkPool, TakesNoMoreThanItHasPlacesForWhateverItsTurn) {
  std::promise<void> go;
  WorkPool pool(1, 2);
  std::promise<void> begun;
  pool.run([&begun, going = go.get_future().share()] {
    begun.set_value();
    going.wait();
  });
  begun.get_future().wait();
  EXPECT_TRUE(pool.run([] {}));
  EXPECT_TRUE(pool.run([] {}, WorkPool::Turn::first));
  EXPECT_FALSE(pool.run([] {}, WorkPool::Turn::first));
  EXPECT_FALSE(pool.run([] {}));
  go.set_value();
}

}  // namespace
}  // namespace opora
