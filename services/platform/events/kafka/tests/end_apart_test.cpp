// What may hang is ended on a thread of its own, and waited for as long as it is worth.
#include <future>
#include <memory>
#include <stdexcept>

#include <gtest/gtest.h>

#include "platform/events/kafka/client.h"

namespace opora::kafka {
namespace {

using namespace std::chrono_literals;

TEST(EndApart, WaitsForWhatEnds) {
  bool has_ended = false;
  EXPECT_TRUE(end_apart([&] { has_ended = true; }, 60s));
  EXPECT_TRUE(has_ended);
}

TEST(EndApart, LeavesWhatHangs) {
  const auto go_on = std::make_shared<std::promise<void>>();
  std::promise<void> ended;
  EXPECT_FALSE(end_apart(
      [go_on, &ended] {
        go_on->get_future().wait();
        ended.set_value();
      },
      1ms));
  go_on->set_value();
  ended.get_future().wait();
}

TEST(EndApart, IsForDestructors) {
  EXPECT_TRUE(end_apart([] { throw std::runtime_error("a mistake"); }, 60s));
}

}  // namespace
}  // namespace opora::kafka
