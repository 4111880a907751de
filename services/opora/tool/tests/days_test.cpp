#include "opora/tool/days.h"

#include <gtest/gtest.h>

namespace opora::tool {
namespace {

TEST(StartOfDay, IsByUtc) {
  EXPECT_EQ(start_of_day("2023-10-17").value(), Instant{1'697'500'800'000'000});
  EXPECT_EQ(start_of_day("1970-01-01").value(), Instant{0});
}

TEST(StartOfDay, OfNoDayIsRefused) {
  for (const char* day : {"", "17.10.2023", "2023-02-30", "2023-10-17T00:00", "1969-12-31", "soon"}) {
    ASSERT_FALSE(start_of_day(day)) << day;
    EXPECT_EQ(start_of_day(day).error().reason, "DAY_MALFORMED") << day;
  }
}

}  // namespace
}  // namespace opora::tool
