// Who goes next, and who finds a place.
#include "platform/lane/queue.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace opora::testing {
namespace {

using Strings = std::vector<std::string>;

constexpr std::size_t kUpload = 27'000;  // bytes: 300 scans

// "a1" is the first command of caller a.
Command command(const std::string& name, std::size_t bytes) {
  Command made;
  made.caller = name.substr(0, 1);
  made.request_id = name;
  made.bytes = bytes;
  return made;
}

Command small(const std::string& name) { return command(name, 150); }
Command upload(const std::string& name) { return command(name, kUpload); }

Strings take(CommandQueue& queue, std::size_t count_max = 1'000) {
  Strings names;
  while (names.size() < count_max && queue.next() != nullptr) names.push_back(queue.take_next().request_id);
  return names;
}

TEST(CommandQueue, WhoeverHasHadTheLeastGoesNext) {
  struct Case {
    const char* rule;
    std::vector<Command> waiting;
    Strings order;
  };
  const Case cases[] = {
      {"one caller's own go in their order", {small("a1"), upload("a2"), small("a3")}, {"a1", "a2", "a3"}},
      {"two take turns", {small("a1"), small("a2"), small("a3"), small("b1")}, {"a1", "b1", "a2", "a3"}},
      {"three as well", {small("a1"), small("a2"), small("b1"), small("b2"), small("c1")},
       {"a1", "b1", "c1", "a2", "b2"}},
      {"a large one is worth many small ones",
       {upload("a1"), upload("a2"), small("b1"), small("b2"), small("b3")},
       {"a1", "b1", "b2", "b3", "a2"}},
      {"two who upload take turns", {upload("a1"), upload("b1"), small("a2"), small("b2")},
       {"a1", "b1", "a2", "b2"}},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.rule);
    CommandQueue queue(100, 1 << 20);
    for (const Command& waiting : each.waiting) queue.push(waiting);
    EXPECT_EQ(take(queue), each.order);
    EXPECT_TRUE(queue.empty());
  }
}

TEST(CommandQueue, WhoComesLateWaitsForNobodysBacklogAndGetsNothingForItsAbsence) {
  CommandQueue queue(5'000, 100 << 20);
  for (int i = 0; i < 2'000; ++i) queue.push(upload("a" + std::to_string(i)));
  EXPECT_EQ(take(queue, 100).back(), "a99");
  for (int i = 0; i < 3; ++i) queue.push(small("b" + std::to_string(i)));
  EXPECT_EQ(take(queue, 4), (Strings{"b0", "b1", "b2", "a100"}));
  // It was away for a hundred uploads, and is not owed as much.
  for (int i = 0; i < 1'000; ++i) queue.push(small("b" + std::to_string(i)));
  const Strings next = take(queue, 1'002);
  EXPECT_GE(std::count(next.begin(), next.end(), "a101"), 1) << "an upload's turn comes before a thousand small ones";
}

TEST(CommandQueue, WhatIsPutBackGoesBeforeItsCallersOthersAndCostsNoTurn) {
  CommandQueue queue(100, 1 << 20);
  for (const char* name : {"a1", "a2", "a3"}) queue.push(upload(name));
  queue.push(small("b1"));
  ASSERT_EQ(queue.next()->request_id, "a1");
  Command first = queue.take_next();
  queue.put_back(std::move(first));
  EXPECT_EQ(queue.count(), 4u);
  EXPECT_EQ(take(queue), (Strings{"a1", "b1", "a2", "a3"}));
}

TEST(CommandQueue, ACallersShareLeavesPlacesForOthers) {
  struct Case {
    const char* rule;
    std::size_t count_max, bytes_max, bytes_each;
    std::vector<std::size_t> taken;  // of each caller in turn, until it is refused
  };
  const Case cases[] = {
      {"by count: alone eight ninths", 900, 1 << 30, 100, {800, 89, 10, 1}},
      {"by bytes", 1'000'000, 900'000, 1'000, {800, 89, 10, 1}},
      {"one of any size finds an empty queue", 10, 1'000, 100'000, {1}},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.rule);
    CommandQueue queue(each.count_max, each.bytes_max);
    std::vector<std::size_t> taken;
    for (char caller = 'a'; taken.size() < each.taken.size(); ++caller) {
      std::size_t count = 0;
      for (; queue.check_room(std::string(1, caller), each.bytes_each, {}); ++count)
        queue.push(command(std::string(1, caller), each.bytes_each));
      taken.push_back(count);
    }
    EXPECT_EQ(taken, each.taken);
  }
}

TEST(CommandQueue, WhoIsRefusedIsToldWhenToComeAgain) {
  using namespace std::chrono_literals;
  const std::pair<std::chrono::nanoseconds, std::chrono::milliseconds> cases[] = {
      {0ns, 100ms}, {10us, 1'656ms}, {1ms, 5'000ms}};
  CommandQueue queue(900, 1 << 30);
  while (queue.check_room("a", kUpload, {})) queue.push(upload("a"));
  for (const auto& [pace, advice] : cases)
    EXPECT_EQ(queue.check_room("a", kUpload, pace).error().retry_after, advice) << pace.count();
}

}  // namespace
}  // namespace opora::testing
