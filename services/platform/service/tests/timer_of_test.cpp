#include "platform/service/timer_of.h"

#include <gtest/gtest.h>

#include "opora/platform/v1/text.pb.h"

namespace opora {
namespace {

TEST(TimerOf, AMessageRunsItsHandlerWithCanonicalBytes) {
  platform::v1::LocalizedText message;
  for (const char* language : {"ru", "bg", "kk", "en"}) (*message.mutable_by_language())[language] = "x";
  const Timer timer = timer_of("id", Instant{7}, message);
  EXPECT_EQ(timer.id, "id");
  EXPECT_EQ(timer.due, Instant{7});
  EXPECT_EQ(timer.method, "opora.platform.v1.LocalizedText");
  EXPECT_EQ(timer.request, canonical_bytes(message));
}

}  // namespace
}  // namespace opora
