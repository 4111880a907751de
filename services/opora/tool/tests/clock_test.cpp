// How `opora clock confirm` and `opora reopen` read a time; what comes of it is tested with real processes.
#include <gtest/gtest.h>

#include "opora/tool/clock.h"

namespace opora::tool {
namespace {

// Nobody listens on port 1, so a time that was read gets no further than the keys.
std::string reason_for(const std::string& time) {
  const ConnectionOptions nowhere{.address = "127.0.0.1:1", .data = "/nonexistent"};
  return confirm_time(nowhere, time).error().reason;
}

class WrittenTime : public ::testing::TestWithParam<const char*> {};
class NoTime : public ::testing::TestWithParam<const char*> {};

TEST_P(WrittenTime, IsRead) { EXPECT_EQ(reason_for(GetParam()), "KEYS_NOT_FOUND"); }
TEST_P(NoTime, IsRefusedByName) { EXPECT_EQ(reason_for(GetParam()), "BAD_TIME"); }

INSTANTIATE_TEST_SUITE_P(Ways, WrittenTime,
                         ::testing::Values("2026-11-29T10:15Z", "2026-11-29T13:15+03:00", "2026-11-29T13:15+3",
                                           "2026-11-29T10:15:07Z", "2026-11-29T10:15z",
                                           "2026-11-29T00:00-11:00"));
INSTANTIATE_TEST_SUITE_P(Ways, NoTime,
                         ::testing::Values("", "now", "2026-11-29", "2026-11-29T10:15", "2026-11-29 10:15Z",
                                           "2026-13-29T10:15Z", "2026-11-31T10:15Z", "2026-11-29T25:15Z",
                                           "2026-11-29T10:15Zulu", "2026-11-29T10:15+"));

}  // namespace
}  // namespace opora::tool
