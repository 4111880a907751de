// What `opora health` says when places don't answer; that it finds those that do is tested with real processes, in
// tests/cluster.
#include <gtest/gtest.h>

#include "opora/tool/health.h"

namespace opora::tool {
namespace {

// Nobody listens on port 1.
std::string reason_at(const std::string& address) {
  const auto answer = health({.address = address});
  return answer ? "" : answer.error().reason;
}

TEST(Health, AsksEachReplicaByItself) {
  ::testing::internal::CaptureStdout();
  const std::string reason = reason_at("scheduling=127.0.0.1:1,127.0.0.2:1 reporting=127.0.0.3:1");
  EXPECT_EQ(::testing::internal::GetCapturedStdout(),
            "scheduling 127.0.0.1:1 AWAY\nscheduling 127.0.0.2:1 AWAY\nreporting 127.0.0.3:1 AWAY\n");
  EXPECT_EQ(reason, "NOT_READY");
}

TEST(Health, OfOneProcessIsOneLine) {
  ::testing::internal::CaptureStdout();
  const std::string reason = reason_at("127.0.0.1:1");
  EXPECT_EQ(::testing::internal::GetCapturedStdout(), "127.0.0.1:1 AWAY\n");
  EXPECT_EQ(reason, "NOT_READY");
}

// Whatever the setting may be, it is asked where it is reached from this machine.
TEST(Probe, IsOfOneProcessOnThisMachine) {
  for (const char* address : {"127.0.0.1:1", "0.0.0.0:1", "[::]:1", "unix:/nowhere/health"}) {
    ::testing::internal::CaptureStdout();
    const auto answer = probe(address);
    EXPECT_EQ(::testing::internal::GetCapturedStdout(), std::string(address) + " AWAY\n");
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().reason, "NOT_READY");
  }
}

TEST(Probe, TakesNoAddressWithoutAPort) {
  const auto answer = probe("7402");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().reason, "ADDRESS_INVALID");
}

TEST(Health, TakesNoAddressWithoutAPort) { EXPECT_EQ(reason_at("localhost"), "ADDRESS_INVALID"); }

}  // namespace
}  // namespace opora::tool
