// How many calls pass in one process, minute by minute.
#include "platform/limits/call_limits.h"

#include <atomic>
#include <thread>

#include <gtest/gtest.h>

namespace opora {
namespace {

using namespace std::chrono_literals;

// A minute's beginning.
constexpr Instant kStart{60'000'000LL * 28'000'000};

class SetClock final : public Clock {
 public:
  Instant now() const override { return now_; }
  void set(std::chrono::microseconds since_start) { now_ = kStart + since_start; }

 private:
  Instant now_ = kStart;
};

class CallLimitsTest : public ::testing::Test {
 protected:
  // How many of so many calls pass.
  static int pass(CallLimits& limits, int calls, const std::string& caller = "anna") {
    int passed = 0;
    for (int i = 0; i < calls; ++i) passed += limits.pass(caller) ? 1 : 0;
    return passed;
  }
  SetClock clock_;
};

struct Case {
  const char* rule;
  std::chrono::seconds first_at;
  int first_calls;
  std::chrono::seconds then_at;
  int passes;  // of 100, then
};
void PrintTo(const Case& row, std::ostream* out) { *out << row.rule; }

class LimitOfTen : public CallLimitsTest, public ::testing::WithParamInterface<Case> {};

TEST_P(LimitOfTen, CountsTheLastMinute) {
  CallLimits limits(10, clock_);
  clock_.set(GetParam().first_at);
  ASSERT_EQ(pass(limits, GetParam().first_calls), std::min(GetParam().first_calls, 10));
  clock_.set(GetParam().then_at);
  EXPECT_EQ(pass(limits, 100), GetParam().passes) << GetParam().rule;
}

INSTANTIATE_TEST_SUITE_P(Rules, LimitOfTen,
                         ::testing::Values(Case{"the first minute", 0s, 0, 0s, 10},
                                           Case{"what is left of it", 0s, 4, 59s, 6}, Case{"all used", 0s, 10, 59s, 0},
                                           Case{"refused calls don't count", 0s, 100, 90s, 5},
                                           Case{"the minute before counts whole at its end", 59s, 10, 60s, 0},
                                           Case{"and half after half a minute", 59s, 10, 90s, 5},
                                           Case{"and for nearly nothing after nearly one", 59s, 10, 119s, 9},
                                           Case{"two minutes later nothing counts", 59s, 10, 120s, 10},
                                           Case{"a clock put back an hour forgets", 0s, 10, -3600s, 10}),
                         [](const auto& info) { return "Row" + std::to_string(info.index); });

TEST_F(CallLimitsTest, EveryoneHasTheirOwn) {
  CallLimits limits(3, clock_);
  EXPECT_EQ(pass(limits, 10, "anna"), 3);
  EXPECT_EQ(pass(limits, 10, "boris"), 3);
  EXPECT_EQ(limits.caller_count(), 2u);
}

TEST_F(CallLimitsTest, NoLimitCountsNobody) {
  CallLimits limits(0, clock_);
  EXPECT_EQ(pass(limits, 1000), 1000);
  EXPECT_EQ(limits.caller_count(), 0u);
}

// Just before the time that a refusal names a call is still refused, and at it one passes.
TEST_F(CallLimitsTest, ARefusalSaysWhenACallPasses) {
  struct Used {
    std::chrono::seconds at;
    int limit, calls, then;
    std::chrono::seconds then_at;
  };
  for (const auto& used :
       {Used{0s, 10, 10, 0, 0s}, Used{30s, 10, 10, 0, 59s}, Used{59s, 10, 10, 0, 60s}, Used{59s, 10, 10, 5, 90s},
        Used{59s, 10, 7, 7, 75s}, Used{10s, 1, 1, 0, 20s}, Used{0s, 1000, 1000, 600, 100s}}) {
    CallLimits limits(used.limit, clock_);
    clock_.set(used.at);
    ASSERT_EQ(pass(limits, used.calls), used.calls);
    clock_.set(used.then_at);
    pass(limits, 100'000);
    const auto refused = limits.pass("anna");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Code::overloaded);
    EXPECT_EQ(refused.error().reason, "RATE_LIMITED");
    ASSERT_TRUE(refused.error().retry_after);
    const auto wait = *refused.error().retry_after;
    EXPECT_GT(wait, 0ms);
    EXPECT_LE(wait, 120s);
    clock_.set(used.then_at + wait - 2ms);
    EXPECT_FALSE(limits.pass("anna")) << wait.count();
    clock_.set(used.then_at + wait);
    EXPECT_TRUE(limits.pass("anna")) << wait.count();
  }
}

TEST_F(CallLimitsTest, MemoryIsBoundedAndNobodyIsShutOut) {
  CallLimits limits(1, clock_, 160);
  EXPECT_EQ(pass(limits, 2, "anna"), 1);
  for (int i = 0; i < 10'000; ++i) EXPECT_TRUE(limits.pass("caller " + std::to_string(i)));
  EXPECT_LE(limits.caller_count(), 160u + 16u);
  EXPECT_EQ(pass(limits, 2, "anna"), 0) << "who is counted stays counted";
  clock_.set(120s);
  EXPECT_EQ(pass(limits, 2, "zoya"), 1) << "the next minutes have room again";
}

TEST_F(CallLimitsTest, ThreadsNeverPassMoreThanTheLimit) {
  CallLimits limits(1000, clock_);
  std::atomic<int> passed = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([&] { passed += pass(limits, 500); });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(passed, 1000);
}

}  // namespace
}  // namespace opora
