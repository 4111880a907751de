#include "opora/tool/days.h"

#include <gtest/gtest.h>

namespace opora::tool {
namespace {

TEST(StartOfDay, IsByUtc) {
  EXPECT_EQ(start_of_day("2023-10-17").value(), Instant{1'697'500'800'000'000});
  EXPECT_EQ(start_of_day("1970-01-01").value(), Instant{0});
}

TEST(LocalText, IsByTheClocksThereAndSaysHowFarTheyAreAhead) {
  const Instant at{1'697'612'405'999'999};  // 2023-10-18T07:00:05Z
  EXPECT_EQ(local_text(at, "Europe/Sofia"), "2023-10-18T10:00:05+03:00");
  EXPECT_EQ(local_text(at, "Asia/Yakutsk"), "2023-10-18T16:00:05+09:00");
  EXPECT_EQ(local_text(at, "Asia/Kolkata"), "2023-10-18T12:30:05+05:30");
  EXPECT_EQ(local_text(at, "America/St_Johns"), "2023-10-18T04:30:05-02:30");
  EXPECT_EQ(local_text(at, "Etc/UTC"), "2023-10-18T07:00:05+00:00");
  EXPECT_EQ(local_text(at, "nowhere"), "2023-10-18T07:00:05Z");
}

// Clocks are put back in the night to the 29th: the same hour twice, told apart by the offset.
TEST(LocalText, TellsTheHourThatIsShownTwiceApart) {
  EXPECT_EQ(local_text(Instant{1'698'539'400'000'000}, "Europe/Sofia"), "2023-10-29T03:30:00+03:00");
  EXPECT_EQ(local_text(Instant{1'698'543'000'000'000}, "Europe/Sofia"), "2023-10-29T03:30:00+02:00");
}

TEST(StartOfDay, OfNoDayIsRefused) {
  for (const char* day : {"", "17.10.2023", "2023-02-30", "2023-10-17T00:00", "1969-12-31", "soon"}) {
    ASSERT_FALSE(start_of_day(day)) << day;
    EXPECT_EQ(start_of_day(day).error().reason, "DAY_MALFORMED") << day;
  }
}

}  // namespace
}  // namespace opora::tool
