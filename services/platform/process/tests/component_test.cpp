#include "platform/process/component.h"

#include <atomic>
#include <functional>
#include <future>
#include <string>

#include <gtest/gtest.h>

namespace opora {
namespace {

class ComponentsTest : public ::testing::Test {
 protected:
  struct Listed final : Component {
    Listed(ComponentsTest& its_test, std::string its_name) : test(its_test), name(std::move(its_name)) {}
    Result<void> start() override {
      test.started += name;
      if (name == test.refuses) return refuse(Code::unavailable, "ADDRESS_UNAVAILABLE", "Taken.");
      return {};
    }
    bool ready() const override { return name != test.not_ready; }
    void stop() override {
      ++test.stop_count;
      test.on_stop(name);
    }
    ComponentsTest& test;
    const std::string name;
  };

  ComponentsTest() {
    for (const char* name : {"a", "b", "c"}) components.add(std::make_unique<Listed>(*this, name));
  }

  std::string started, refuses, not_ready;
  std::atomic<int> stop_count = 0;
  std::function<void(const std::string& name)> on_stop = [](const std::string&) {};
  Components components;
};

TEST_F(ComponentsTest, AreStartedInTheirOrder) {
  EXPECT_TRUE(components.start());
  EXPECT_EQ(started, "abc");
  EXPECT_TRUE(components.ready());
  components.stop();
  EXPECT_EQ(stop_count, 3);
}

TEST_F(ComponentsTest, AreStoppedAsFarAsTheyWereStarted) {
  refuses = "b";
  EXPECT_EQ(components.start().error().reason, "ADDRESS_UNAVAILABLE");
  EXPECT_EQ(started, "ab");
  components.stop();
  EXPECT_EQ(stop_count, 1);
}

TEST_F(ComponentsTest, AreReadyWhenEachIs) {
  ASSERT_TRUE(components.start());
  not_ready = "c";
  EXPECT_FALSE(components.ready());
}

// The first one ends only once the last one has begun to.
TEST_F(ComponentsTest, AreStoppedAtOnce) {
  ASSERT_TRUE(components.start());
  std::promise<void> last;
  const std::shared_future<void> last_stops = last.get_future().share();
  on_stop = [&](const std::string& name) {
    if (name == "c") last.set_value();
    if (name == "a") last_stops.wait();
  };
  components.stop();
  EXPECT_EQ(stop_count, 3);
  on_stop = [](const std::string&) {};
}

}  // namespace
}  // namespace opora
