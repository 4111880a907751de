#include "opora/tool/days.h"

#include <gtest/gtest.h>

namespace opora::tool {
namespace {

TEST(StartOfDay, IsByUtc) {
  EXPECT_EQ(start_of_day("2023-10-17", "DAY").value(), Instant{1'697'500'800'000'000});
  EXPECT_EQ(start_of_day("17.10.2023", "DAY").value(), Instant{1'697'500'800'000'000});
  EXPECT_EQ(start_of_day("1970-01-01", "DAY").value(), Instant{0});
}

// Whoever keeps a folder types dates in commands as in it.
TEST(DaysAndTimesTold, AreThoseOfRoundFolders) {
  for (const char* day : {"2023-10-17", "17.10.2023", "2023/10/17", "2023-10-17 00:00:00"})
    EXPECT_EQ(day_told(day, "--last-day").value_or(""), "2023-10-17") << day;
  for (const char* time : {"2023-10-17T09:30", "2023-10-17 9:30", "17.10.2023 9:30", "2023-10-17T09:30:00"})
    EXPECT_EQ(time_told(time, "--start").value_or(""), "2023-10-17T09:30") << time;
}

TEST(DaysAndTimesTold, AreRefusedWithTheFlagAndWhatToWrite) {
  const auto day = day_told("03/04/2023", "--last-day");
  ASSERT_FALSE(day);
  EXPECT_EQ(day.error().reason, "DAY_MALFORMED");
  EXPECT_TRUE(day.error().message.starts_with("--last-day: There is \"03/04/2023\". ")) << day.error().message;
  EXPECT_TRUE(day.error().message.ends_with("Write the date as 2023-10-18 or 18.10.2023.")) << day.error().message;
  for (const char* time : {"2023-10-17", "2023-10-17T09:30:05", "9:30", "soon"}) {
    const auto told = time_told(time, "--start");
    ASSERT_FALSE(told) << time;
    EXPECT_EQ(told.error().reason, "TIME_MALFORMED") << time;
    EXPECT_TRUE(told.error().message.starts_with("--start: ")) << told.error().message;
  }
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
  for (const char* day : {"", "17/10/2023", "2023-02-30", "2023-10-17T09:00", "1969-12-31", "soon"}) {
    ASSERT_FALSE(start_of_day(day, "DAY")) << day;
    EXPECT_EQ(start_of_day(day, "DAY").error().reason, "DAY_MALFORMED") << day;
  }
}

}  // namespace
}  // namespace opora::tool
