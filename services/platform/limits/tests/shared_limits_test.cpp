// Several processes' limits over one Redis: together they let pass what one would, and without it each decides alone.
#include <atomic>
#include <future>
#include <thread>

#include <gtest/gtest.h>

#include "platform/cache/tests/fake_redis.h"
#include "platform/limits/call_limits.h"
#include "platform/limits/limit_exchange.h"
#include "platform/testing/redis_server.h"

namespace opora::testing {
namespace {

using namespace std::chrono_literals;

// Long enough that only a mistake reaches it.
constexpr auto kLong = 20s;
constexpr Instant kStart{60'000'000LL * 28'000'000};

class SetClock final : public Clock {
 public:
  Instant now() const override { return {now_.load()}; }
  void set(std::chrono::microseconds since_start) { now_ = (kStart + since_start).us; }

 private:
  std::atomic<std::int64_t> now_ = kStart.us;
};

std::unique_ptr<Cache> cache_at(const std::string& address) {
  return *Cache::make({.address = address, .connect = kLong, .command = kLong, .pause_first = 0ms, .pause_max = 0ms});
}

int pass(CallLimits& limits, int calls, const std::string& caller = "anna") {
  int passed = 0;
  for (int i = 0; i < calls; ++i) passed += limits.pass(caller) ? 1 : 0;
  return passed;
}

// Two processes with a limit of 100.
class SharedLimits : public ::testing::Test {
 protected:
  void exchange() {
    EXPECT_TRUE(here_.exchange(*cache_));
    EXPECT_TRUE(there_.exchange(*cache_));
  }
  std::string ask(std::initializer_list<std::string_view> words) const {
    const auto connection = *RedisConnection::open({.socket = redis_.socket()}, kLong, kLong);
    RedisCommands commands;
    commands.add(words);
    const auto replies = connection->exchange(commands);
    return replies ? std::string((*replies)[0]->str, (*replies)[0]->len) : "";
  }
  SetClock clock_;
  RedisServer redis_;
  std::unique_ptr<Cache> cache_ = cache_at(redis_.address());
  CallLimits here_{100, clock_}, there_{100, clock_};
};

TEST_F(SharedLimits, TwoLetPassAboutWhatOneWould) {
  int passed = 0;
  for (int i = 0; i < 100; ++i) {
    passed += pass(here_, 3) + pass(there_, 3);
    exchange();
  }
  EXPECT_GE(passed, 100);
  EXPECT_LE(passed, 100 + 6) << "one exchange behind at most";
}

TEST_F(SharedLimits, WhoIsNewHereHasCalledThereTheMinuteBefore) {
  clock_.set(59s);
  ASSERT_EQ(pass(there_, 100), 100);
  exchange();
  clock_.set(75s);
  EXPECT_EQ(pass(here_, 1), 1);
  exchange();
  EXPECT_EQ(pass(here_, 200) + 1, 25) << "three quarters of the minute before still count";
}

TEST_F(SharedLimits, WhatWasCountedLastInAMinuteIsToldInTheNext) {
  clock_.set(59s);
  ASSERT_EQ(pass(there_, 1) + pass(here_, 1), 2);
  exchange();
  ASSERT_EQ(pass(there_, 99), 98);
  clock_.set(60s);
  EXPECT_EQ(pass(here_, 1), 1) << "nobody could know";
  EXPECT_TRUE(there_.exchange(*cache_));
  EXPECT_TRUE(here_.exchange(*cache_));
  EXPECT_EQ(pass(here_, 1), 0);
}

TEST_F(SharedLimits, OthersCountsGoWithTheirTime) {
  ASSERT_EQ(pass(here_, 100), 100);
  exchange();
  clock_.set(120s);
  EXPECT_EQ(pass(there_, 200), 100);
  exchange();
  EXPECT_EQ(pass(there_, 200), 0);
}

TEST_F(SharedLimits, NothingNewIsNotSent) {
  ASSERT_EQ(pass(here_, 1), 1);
  for (int i = 0; i < 3; ++i) exchange();
  const std::string said = ask({"INFO", "commandstats"});
  EXPECT_NE(said.find("cmdstat_hset:calls=1,"), std::string::npos) << said;
  EXPECT_NE(said.find("cmdstat_hvals:calls=2,"), std::string::npos) << "two windows: " << said;
  EXPECT_NE(said.find("cmdstat_ping:calls=5,"), std::string::npos) << said;
}

TEST_F(SharedLimits, ManyCallersAreToldInPieces) {
  for (int i = 0; i < 3000; ++i) ASSERT_TRUE(here_.pass("caller " + std::to_string(i)));
  for (int i = 0; i < 3000; ++i) ASSERT_TRUE(there_.pass("caller " + std::to_string(i)));
  exchange();
  for (int i = 0; i < 3000; i += 100) EXPECT_EQ(pass(there_, 200, "caller " + std::to_string(i)), 98) << i;
}

TEST_F(SharedLimits, NobodyIsNamed) {
  ASSERT_EQ(pass(here_, 1, "anna-petrovna"), 1);
  exchange();
  const std::string key = ask({"RANDOMKEY"});
  EXPECT_TRUE(key.starts_with("opora:limit:")) << key;
  EXPECT_TRUE(key.ends_with(":1680000000")) << key;
  EXPECT_EQ(key.find("anna"), std::string::npos) << key;
}

TEST_F(SharedLimits, WithoutRedisEachDecidesAloneAndAfterwardsTogether) {
  ASSERT_EQ(pass(here_, 30), 30);
  ASSERT_EQ(pass(there_, 30), 30);
  exchange();
  redis_.kill();
  ASSERT_EQ(pass(here_, 10), 10);
  EXPECT_FALSE(here_.exchange(*cache_));
  EXPECT_FALSE(there_.exchange(*cache_));
  EXPECT_EQ(pass(there_, 100, "boris"), 100) << "limits are local";
  EXPECT_EQ(pass(here_, 100, "boris"), 100);
  redis_.start();
  // An empty Redis is told everything again, also by one that has nothing new; one round later all know.
  exchange();
  ASSERT_EQ(pass(here_, 1), 1);
  exchange();
  EXPECT_TRUE(here_.exchange(*cache_));
  EXPECT_EQ(pass(here_, 100), 100 - 30 - 41);
}

TEST_F(SharedLimits, AnEmptiedRedisIsFilledByWhatIsToldNext) {
  ASSERT_EQ(pass(here_, 30), 30);
  exchange();
  ASSERT_EQ(ask({"FLUSHALL"}), "OK");
  ASSERT_EQ(pass(here_, 1) + pass(there_, 1), 2);
  exchange();
  EXPECT_EQ(pass(there_, 100), 68);
}

TEST_F(SharedLimits, AProcessThatStartsAgainKeepsWhatItHadCounted) {
  ASSERT_EQ(pass(here_, 60), 60);
  exchange();
  CallLimits again(100, clock_);
  ASSERT_EQ(pass(again, 1), 1);
  EXPECT_TRUE(again.exchange(*cache_));
  EXPECT_EQ(pass(again, 100), 39);
}

// The exchange hangs until the calls have passed: if one of them waited for it, neither would end.
TEST(HangingRedis, KeepsNoCallWaiting) {
  SetClock clock;
  CallLimits limits(100'000, clock);
  std::promise<void> asked, passed;
  const FakeRedis redis("nonsense\r\n", [&] {
    asked.set_value();
    passed.get_future().wait();
  });
  const auto cache = *Cache::make({.address = redis.address(), .connect = kLong, .command = 3600s});
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(limits.pass("caller " + std::to_string(i)));
  auto exchanged = std::async(std::launch::async, [&] { return limits.exchange(*cache); });
  ASSERT_EQ(asked.get_future().wait_for(kLong), std::future_status::ready);
  auto calls = std::async(std::launch::async, [&] {
    for (int i = 0; i < 1000; ++i) EXPECT_TRUE(limits.pass("caller " + std::to_string(i)));
  });
  EXPECT_EQ(calls.wait_for(kLong), std::future_status::ready);
  EXPECT_EQ(exchanged.wait_for(0s), std::future_status::timeout) << "it did hang";
  passed.set_value();
  EXPECT_FALSE(exchanged.get());
}

TEST(LimitExchangeTest, JoinsWhatProcessesCountAndOutlivesItsRedis) {
  SetClock clock;
  RedisServer redis;
  const auto cache = cache_at(redis.address());
  const auto other_cache = cache_at(redis.address());
  CallLimits here(100, clock), there(100, clock);
  const LimitExchange exchange(here, *cache, 1ms), other_exchange(there, *other_cache, 1ms);
  const auto reached = [](const auto& condition) {
    const auto end = std::chrono::steady_clock::now() + kLong;
    while (!condition() && std::chrono::steady_clock::now() < end) std::this_thread::yield();
    return condition();
  };
  // Callers of their own for each try: one call there, then it is seen here that none is left.
  auto joined = [&, round = 0]() mutable {
    const std::string caller = "caller " + std::to_string(++round);
    return pass(there, 100, caller) == 100 && reached([&] { return !here.pass(caller); });
  };
  EXPECT_TRUE(joined());
  redis.kill();
  EXPECT_TRUE(reached([&] { return !cache->connected() && !other_cache->connected(); }));
  EXPECT_EQ(pass(here, 200, "boris"), 100);
  EXPECT_EQ(pass(there, 200, "boris"), 100);
  redis.start();
  EXPECT_TRUE(reached([&] { return cache->connected() && other_cache->connected(); })) << "also when nobody calls";
  EXPECT_TRUE(joined());
}

// The Redis of all tests: what ctest starts is what the platform takes.
TEST(SharedRedis, IsThere) { EXPECT_TRUE(cache_at(shared_redis_address())->ping()); }

}  // namespace
}  // namespace opora::testing
