// Several processes' counts in one Redis, and a Redis that is not there in all the ways it can be.
#include "platform/cache/cache.h"

#include <sstream>
#include <thread>

#include <gtest/gtest.h>

#include "platform/cache/tests/fake_redis.h"
#include "platform/log/log.h"
#include "platform/testing/redis_server.h"

namespace opora::testing {
namespace {

using namespace std::chrono_literals;
using Counts = std::optional<std::vector<std::int64_t>>;

Counts counts(std::vector<std::int64_t> all) { return all; }

// Long enough that only a mistake reaches it.
constexpr auto kLong = 20s;

class CacheTest : public ::testing::Test {
 protected:
  void SetUp() override { log::write_to(&lines_); }
  void TearDown() override { log::write_to(nullptr); }

  static std::unique_ptr<Cache> cache_at(const std::string& address, std::chrono::milliseconds command = kLong,
                                         std::chrono::milliseconds pause = 0ms) {
    return *Cache::make(
        {.address = address, .connect = kLong, .command = command, .pause_first = pause, .pause_max = pause});
  }
  static Counts count(Cache& cache, const std::string& teller, std::int64_t own, const std::string& key = "key") {
    return cache.count_together(std::vector<Cache::Part>{{key, own}}, teller, kLong);
  }
  int lines_with(const std::string& words) const {
    const std::string text = lines_.str();
    int found = 0;
    for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++found;
    return found;
  }
  std::ostringstream lines_;
};

TEST_F(CacheTest, TellersCountTogetherHoweverOftenTheyTell) {
  const RedisServer redis;
  const auto cache = cache_at(redis.address());
  EXPECT_EQ(count(*cache, "a", 0), counts({0}));
  EXPECT_EQ(count(*cache, "a", 3), counts({3}));
  EXPECT_EQ(count(*cache, "b", 4), counts({7}));
  EXPECT_EQ(count(*cache, "a", 3), counts({7}));
  EXPECT_EQ(count(*cache, "a", 5), counts({9}));
  EXPECT_EQ(count(*cache, "b", 0), counts({9})) << "asking tells nothing";
  EXPECT_EQ(cache->count_together(std::vector<Cache::Part>{{"other", 1}, {"key", 0}, {"key", 6}}, "b", kLong),
            counts({1, 9, 11}));
  EXPECT_TRUE(cache->connected());
}

TEST_F(CacheTest, WhatIsToldLivesForItsTime) {
  const RedisServer redis;
  const auto cache = cache_at(redis.address());
  ASSERT_TRUE(count(*cache, "a", 3));
  ASSERT_TRUE(count(*cache, "a", 0, "asked"));
  const auto connection = *RedisConnection::open({.socket = redis.socket()}, kLong, kLong);
  RedisCommands commands;
  commands.add({"PTTL", "key"});
  commands.add({"EXISTS", "asked"});
  const auto replies = connection->exchange(commands);
  ASSERT_TRUE(replies);
  EXPECT_GT((*replies)[0]->integer, 0);
  EXPECT_LE((*replies)[0]->integer, std::chrono::milliseconds(kLong).count());
  EXPECT_EQ((*replies)[1]->integer, 0) << "asking makes no key";
}

TEST_F(CacheTest, WhatOthersBrokeCountsAsNothing) {
  const RedisServer redis;
  const auto cache = cache_at(redis.address());
  const auto connection = *RedisConnection::open({.socket = redis.socket()}, kLong, kLong);
  RedisCommands commands;
  commands.add({"HSET", "key", "b", "nonsense", "c", "-5", "d", "99999999999999999999", "e", "2"});
  commands.add({"SET", "text", "nonsense"});
  ASSERT_TRUE(connection->exchange(commands));
  EXPECT_EQ(count(*cache, "a", 3), counts({5}));
  EXPECT_EQ(count(*cache, "a", 3, "text"), Counts());
  EXPECT_EQ(lines_with("WRONGTYPE"), 1) << lines_.str();
  EXPECT_EQ(count(*cache, "a", 3), counts({5}));
}

TEST_F(CacheTest, ManyThreadsShareFewConnections) {
  const RedisServer redis;
  const auto cache = cache_at(redis.address());
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&cache, teller = std::to_string(i)] {
      for (int own = 1; own <= 50; ++own) EXPECT_TRUE(count(*cache, teller, own));
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(count(*cache, "0", 0), counts({400}));
  const auto connection = *RedisConnection::open({.socket = redis.socket()}, kLong, kLong);
  RedisCommands commands;
  commands.add({"INFO", "stats"});
  const auto replies = connection->exchange(commands);
  ASSERT_TRUE(replies);
  EXPECT_NE(std::string((*replies)[0]->str).find("total_connections_received:3\r"), std::string::npos)
      << (*replies)[0]->str;
}

TEST_F(CacheTest, PasswordsOpenAndAreNeverShown) {
  const RedisServer redis("--requirepass s3cret@");
  const auto at = [&](const std::string& who) { return cache_at("unix://" + who + "@" + redis.socket()); };
  EXPECT_TRUE(at(":s3cret%40")->ping());
  EXPECT_TRUE(at("default:s3cret@")->ping());
  EXPECT_FALSE(at(":wr0ng")->ping());
  EXPECT_EQ(lines_with("WRONGPASS"), 1) << lines_.str();
  EXPECT_FALSE(at("somebody:wr0ng")->ping());
  EXPECT_FALSE(cache_at(redis.address())->ping());
  EXPECT_EQ(lines_with("NOAUTH"), 1) << lines_.str();
  EXPECT_EQ(lines_with("s3cret") + lines_with("wr0ng"), 0) << lines_.str();
}

TEST_F(CacheTest, AServerThatRepeatsThePasswordIsNotRepeated) {
  const FakeRedis redis("-ERR unknown command 'AUTH', with args beginning with: 's3cret'\r\n");
  EXPECT_FALSE(cache_at("unix://:s3cret@" + redis.address().substr(5))->ping());
  EXPECT_EQ(lines_with("CACHE_REFUSED"), 1) << lines_.str();
  EXPECT_EQ(lines_with("s3cret"), 0) << lines_.str();
}

TEST_F(CacheTest, OverTcpToo) {
  const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_storage address{};
  address.ss_family = AF_INET;
  socklen_t size = sizeof address;
  ASSERT_EQ(::bind(probe, reinterpret_cast<const sockaddr*>(&address), 16), 0);
  ASSERT_EQ(::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size), 0);
  const auto* const bytes = reinterpret_cast<const unsigned char*>(&address);
  const std::string port = std::to_string(bytes[2] * 256 + bytes[3]);
  EXPECT_FALSE(cache_at("redis://127.0.0.1:" + port)->ping()) << "nobody listens there";
  ::close(probe);
  const RedisServer redis("--port " + port);
  EXPECT_TRUE(cache_at("redis://127.0.0.1:" + port + "/3")->ping());
  EXPECT_FALSE(cache_at("redis://127.0.0.1:" + port + "/4")->ping()) << "it has 4 databases";
}

TEST_F(CacheTest, GoneAndBackAreALineEach) {
  RedisServer redis;
  const auto cache = cache_at(redis.address());
  EXPECT_FALSE(cache->connected());
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(cache->ping());
  EXPECT_TRUE(cache->connected());
  redis.kill();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(count(*cache, "a", 1), Counts());
  EXPECT_FALSE(cache->connected());
  redis.start();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(count(*cache, "a", 1), counts({1}));
  EXPECT_TRUE(cache->connected());
  EXPECT_EQ(lines_with("Redis is there"), 2) << lines_.str();
  EXPECT_EQ(lines_with("Redis is not there"), 1) << lines_.str();
}

TEST_F(CacheTest, AfterAFailureItIsLeftAlone) {
  const FakeRedis redis("nonsense\r\n");
  const auto cache = cache_at(redis.address(), kLong, 3600s);
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(cache->ping());
  EXPECT_EQ(redis.connection_count(), 1);
}

TEST_F(CacheTest, NobodyThereIsNoError) {
  EXPECT_FALSE(cache_at("unix:/nowhere/socket")->ping());
  EXPECT_EQ(lines_with("CACHE_UNREACHABLE"), 1) << lines_.str();
  EXPECT_FALSE(Cache::make({.address = "nonsense"}));
}

struct Garbage {
  const char* rule;
  std::string answer;
  const char* reason;
};

class GarbageTest : public CacheTest, public ::testing::WithParamInterface<Garbage> {};

TEST_P(GarbageTest, IsARedisThatIsNotThere) {
  const FakeRedis redis(GetParam().answer);
  const auto cache = cache_at(redis.address(), 50ms);
  EXPECT_EQ(count(*cache, "a", 0), Counts()) << GetParam().rule;
  EXPECT_EQ(lines_with(GetParam().reason), 1) << GetParam().rule << lines_.str();
  EXPECT_EQ(lines_with("Redis is there"), 0) << GetParam().rule << lines_.str();
  EXPECT_FALSE(cache->connected());
}

INSTANTIATE_TEST_SUITE_P(
    Rules, GarbageTest,
    ::testing::Values(Garbage{"another protocol", "HTTP/1.1 400 Bad Request\r\n\r\n", "CACHE_UNREADABLE"},
                      Garbage{"a word", "+OK\r\n", "CACHE_UNREADABLE"},
                      Garbage{"a number", ":12\r\n", "CACHE_UNREADABLE"},
                      Garbage{"nothing", "$-1\r\n", "CACHE_UNREADABLE"},
                      Garbage{"lists without end", "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n",
                              "CACHE_UNREADABLE"},
                      Garbage{"half a reply", "*2\r\n$1\r\n5\r\n", "CACHE_SLOW"},
                      Garbage{"less than was promised", "*1\r\n$500\r\nabc", "CACHE_SLOW"},
                      Garbage{"silence", "", "CACHE_SLOW"},
                      Garbage{"an error", "-LOADING Redis is loading\r\n", "CACHE_REFUSED"}),
    [](const auto& info) { return "Row" + std::to_string(info.index); });

}  // namespace
}  // namespace opora::testing
