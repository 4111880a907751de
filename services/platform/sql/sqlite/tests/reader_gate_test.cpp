#include "platform/sql/sqlite/reader_gate.h"

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace opora {
namespace {

using namespace std::chrono_literals;

// Long enough never to matter: what is waited for happens, or the test hangs and fails by its time limit.
constexpr auto kLong = std::chrono::milliseconds(10min);

template <class Condition>
void wait_until(Condition condition) {
  while (!condition()) std::this_thread::yield();
}

TEST(ReaderGate, WorkRunsAtOnceWhenNobodyReads) {
  ReaderGate gate;
  bool ran = false;
  EXPECT_TRUE(gate.run_alone(0ms, [&] { ran = gate.closed(); }));
  EXPECT_TRUE(ran);
  EXPECT_FALSE(gate.closed());
}

TEST(ReaderGate, WorkIsGivenUpWhenAReaderStaysTooLong) {
  ReaderGate gate;
  bool ran = false;
  gate.enter();
  EXPECT_FALSE(gate.run_alone(1ms, [&] { ran = true; }));
  EXPECT_FALSE(ran);
  gate.enter();  // would wait for ever if the gate had stayed closed
  EXPECT_EQ(gate.inside_count(), 2);
}

TEST(ReaderGate, OpensAgainWhenTheWorkFails) {
  ReaderGate gate;
  EXPECT_THROW(gate.run_alone(0ms, [] { throw std::runtime_error("disk"); }), std::runtime_error);
  EXPECT_FALSE(gate.closed());
}

TEST(ReaderGate, WorkWaitsForReadersInsideAndNewOnesWaitForTheWork) {
  ReaderGate gate;
  std::vector<std::string> order;  // each writes under the gate's protection: the work alone, then the reader
  gate.enter();
  std::thread writer([&] { gate.run_alone(kLong, [&] { order.emplace_back("work"); }); });
  wait_until([&] { return gate.closed(); });
  std::thread late([&] {
    gate.enter();
    order.emplace_back("late reader");
    gate.leave();
  });
  wait_until([&] { return gate.waiting_count() == 1; });
  gate.leave();
  writer.join();
  late.join();
  EXPECT_EQ(order, (std::vector<std::string>{"work", "late reader"}));
}

TEST(ReaderGate, WorkNeverMeetsAReader) {
  ReaderGate gate;
  std::int64_t guarded = 0;  // deliberately no atomic: a reader beside the work is a race that ThreadSanitizer sees
  std::atomic<int> torn{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 4; ++i)
    readers.emplace_back([&] {
      for (int pass = 0; pass < 2000; ++pass) {
        gate.enter();
        if (guarded % 2 != 0) ++torn;
        gate.leave();
      }
    });
  int ran = 0;
  for (int pass = 0; pass < 200; ++pass)
    ran += gate.run_alone(kLong, [&] {
      ++guarded;
      if (gate.inside_count() != 0) ++torn;
      ++guarded;
    });
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(torn, 0);
  EXPECT_EQ(ran, 200);
  EXPECT_EQ(guarded, 400);
}

}  // namespace
}  // namespace opora
