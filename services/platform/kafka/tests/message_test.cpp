#include "platform/kafka/message.h"

#include <gtest/gtest.h>

namespace opora::kafka {
namespace {

TEST(MessageTime, IsWrittenAndReadBack) {
  const std::pair<std::int64_t, const char*> cases[] = {
      {0, "1970-01-01T00:00:00.000000Z"},
      {1'694'676'600'000'001, "2023-09-14T07:30:00.000001Z"},
      {951'827'696'999'999, "2000-02-29T12:34:56.999999Z"},
      {-1, "1969-12-31T23:59:59.999999Z"},
      {253'402'300'799'999'999, "9999-12-31T23:59:59.999999Z"},
  };
  for (const auto& [us, text] : cases) {
    EXPECT_EQ(to_rfc3339(Instant{us}), text);
    EXPECT_EQ(from_rfc3339(text), Instant{us});
  }
}

TEST(MessageTime, IsNothingElse) {
  for (const char* text : {"", "now", "2023-09-14T07:30:00Z", "2023-09-14T07:30:00.000001+00:00",
                           "2023-02-29T07:30:00.000001Z", "2023-13-01T07:30:00.000001Z", "2023-01-01T24:30:00.000001Z",
                           "2023-01-01T23:60:00.000001Z", "2023-01-01T23:59:60.000001Z", "2023-01-01 23:59:00.000001Z",
                           "2023-01-01T23:59:00.00000xZ", "-023-01-01T23:59:00.000000Z"})
    EXPECT_EQ(from_rfc3339(text), std::nullopt) << text;
}

}  // namespace
}  // namespace opora::kafka
