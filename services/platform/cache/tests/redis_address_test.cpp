#include "platform/cache/redis_address.h"

#include <gtest/gtest.h>

namespace opora {
namespace {

struct Case {
  const char* text;
  RedisAddress address;
};

class ReadableAddress : public ::testing::TestWithParam<Case> {};

TEST_P(ReadableAddress, IsRead) {
  const auto address = parse_redis_address(GetParam().text);
  ASSERT_TRUE(address) << GetParam().text;
  const RedisAddress& expected = GetParam().address;
  EXPECT_EQ(address->socket, expected.socket);
  EXPECT_EQ(address->host, expected.host);
  EXPECT_EQ(address->port, expected.port);
  EXPECT_EQ(address->user, expected.user);
  EXPECT_EQ(address->password, expected.password);
  EXPECT_EQ(address->database, expected.database);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, ReadableAddress,
    ::testing::Values(Case{"redis://cache", {"", "cache", 6379, "", "", 0}},
                      Case{"redis://cache:7000", {"", "cache", 7000, "", "", 0}},
                      Case{"redis://cache:7000/3", {"", "cache", 7000, "", "", 3}},
                      Case{"redis://cache/", {"", "cache", 6379, "", "", 0}},
                      Case{"redis://[::1]:7000/1", {"", "::1", 7000, "", "", 1}},
                      Case{"redis://opora:secret@cache:7000", {"", "cache", 7000, "opora", "secret", 0}},
                      Case{"redis://:secret@cache", {"", "cache", 6379, "", "secret", 0}},
                      Case{"redis://opora:s@c/r:t@cache/2", {"", "cache", 6379, "opora", "s@c/r:t", 2}},
                      Case{"redis://opora:s%40%25@cache", {"", "cache", 6379, "opora", "s@%", 0}},
                      Case{"unix:/run/redis.sock", {"/run/redis.sock", "", 6379, "", "", 0}},
                      Case{"unix:///run/redis.sock", {"/run/redis.sock", "", 6379, "", "", 0}},
                      Case{"unix://opora:secret@/run/redis.sock", {"/run/redis.sock", "", 6379, "opora", "secret", 0}}),
    [](const auto& info) { return "Row" + std::to_string(info.index); });

class UnreadableAddress : public ::testing::TestWithParam<const char*> {};

TEST_P(UnreadableAddress, IsRefusedWithoutBeingShown) {
  const auto address = parse_redis_address(GetParam());
  ASSERT_FALSE(address) << GetParam();
  EXPECT_EQ(address.error().reason, "CACHE_ADDRESS_INVALID");
  EXPECT_EQ(address.error().message.find("secret"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Rules, UnreadableAddress,
                         ::testing::Values("", "cache:6379", "rediss://:secret@cache", "redis://",
                                           "redis://secret@cache", "redis://opora:@cache", "redis://:secret@",
                                           "redis://:secret@cache:0", "redis://:secret@cache:65536",
                                           "redis://:secret@cache:x", "redis://:secret@cache:1x",
                                           "redis://:secret@cache/-1", "redis://:secret@cache/x",
                                           "redis://:secret@a/b/1", "redis://:secret%4@cache",
                                           "redis://:secret%zz@cache", "redis://:secret@[::1", "unix:", "unix:/",
                                           "unix:redis.sock", "unix://secret@/run/redis.sock"),
                         [](const auto& info) { return "Row" + std::to_string(info.index); });

}  // namespace
}  // namespace opora
