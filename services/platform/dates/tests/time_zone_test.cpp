#include "platform/dates/time_zone.h"

#include <chrono>

#include <gtest/gtest.h>

#include "platform/dates/dates.h"

namespace opora {
namespace {

using namespace std::chrono;

Instant utc(year_month_day day, minutes since_midnight) {
  return {microseconds((sys_days(day) + since_midnight).time_since_epoch()).count()};
}

struct Moment {
  const char* rule;
  const char* local;
  const char* zone;
  Instant expected;
};
const Moment kMoments[] = {
    {"nine hours ahead", "2023-10-17T10:00", "Asia/Yakutsk", utc(2023y / October / 17, 1h)},
    {"the day before in UTC", "2023-10-17T08:59", "Asia/Yakutsk", utc(2023y / October / 16, 23h + 59min)},
    {"Almaty was six hours ahead", "2017-06-01T09:00", "Asia/Almaty", utc(2017y / June / 1, 3h)},
    {"and is five since 2024", "2024-06-01T09:00", "Asia/Almaty", utc(2024y / June / 1, 4h)},
    {"summer time", "2020-09-18T09:00", "Europe/Sofia", utc(2020y / September / 18, 6h)},
    {"winter time", "2020-12-18T09:00", "Europe/Sofia", utc(2020y / December / 18, 7h)},
    {"the minute before clocks are put forward", "2020-03-29T02:59", "Europe/Sofia", utc(2020y / March / 29, 59min)},
    {"the minute after", "2020-03-29T04:00", "Europe/Sofia", utc(2020y / March / 29, 1h)},
    {"shown twice: the earlier", "2020-10-25T03:30", "Europe/Sofia", utc(2020y / October / 25, 30min)},
    {"shown once again", "2020-10-25T04:00", "Europe/Sofia", utc(2020y / October / 25, 2h)},
    {"a leap day", "2024-02-29T00:00", "Etc/UTC", utc(2024y / February / 29, 0min)},
};

TEST(LocalTime, StandsForAnInstant) {
  for (const Moment& row : kMoments) {
    const auto instant = instant_of(row.local, row.zone);
    ASSERT_TRUE(instant) << row.rule;
    EXPECT_EQ(instant->us, row.expected.us) << row.rule;
  }
}

struct Refused {
  const char* rule;
  const char* local;
  const char* zone;
  const char* reason;
};
const Refused kRefused[] = {
    {"clocks are put forward", "2020-03-29T03:30", "Europe/Sofia", "LOCAL_TIME_SKIPPED"},
    {"the first minute skipped", "2020-03-29T03:00", "Europe/Sofia", "LOCAL_TIME_SKIPPED"},
    {"no such zone", "2023-10-17T10:00", "Asia/Atlantis", "UNKNOWN_TIME_ZONE"},
    {"the machine's own", "2023-10-17T10:00", "localtime", "UNKNOWN_TIME_ZONE"},
    {"no zone", "2023-10-17T10:00", "", "UNKNOWN_TIME_ZONE"},
    {"no such day", "2023-02-30T10:00", "Etc/UTC", "LOCAL_TIME_INVALID"},
    {"no leap year", "2023-02-29T10:00", "Etc/UTC", "LOCAL_TIME_INVALID"},
    {"no such hour", "2023-10-17T24:00", "Etc/UTC", "LOCAL_TIME_INVALID"},
    {"no such minute", "2023-10-17T10:60", "Etc/UTC", "LOCAL_TIME_INVALID"},
    {"no T", "2023-10-17 10:00", "Etc/UTC", "LOCAL_TIME_INVALID"},
    {"with seconds", "2023-10-17T10:00:00", "Etc/UTC", "LOCAL_TIME_INVALID"},
    {"shorter", "2023-10-17T1:000", "Etc/UTC", "LOCAL_TIME_INVALID"},
    {"nothing", "", "Etc/UTC", "LOCAL_TIME_INVALID"},
};

TEST(LocalTime, IsRefusedWithItsReason) {
  for (const Refused& row : kRefused) {
    const auto instant = instant_of(row.local, row.zone);
    ASSERT_FALSE(instant) << row.rule;
    EXPECT_EQ(instant.error().reason, row.reason) << row.rule;
  }
}

// As a round folder tells of scans: to the second.
TEST(LocalTime, IsTakenToTheSecond) {
  const auto noon = local_days(2017y / May / 20) + 12h + 30s;
  EXPECT_EQ(instant_of(noon, "Asia/Almaty"), utc(2017y / May / 20, 6h) + 30s);
  EXPECT_EQ(instant_of(local_days(2020y / March / 29) + 3h + 1s, "Europe/Sofia").error().reason, "LOCAL_TIME_SKIPPED");
  EXPECT_EQ(instant_of(noon, "Asia/Atlantis").error().reason, "UNKNOWN_TIME_ZONE");
}

TEST(LocalTime, IsWhatClocksShowAtAnInstant) {
  const Instant winter = utc(2020y / March / 29, 0h) + 30min, summer = utc(2020y / March / 29, 1h) + 30min;
  EXPECT_EQ(to_text(local_time_at(winter, "Europe/Sofia").value()), "2020-03-29T02:30");
  EXPECT_EQ(to_text(local_time_at(summer, "Europe/Sofia").value()), "2020-03-29T04:30");
  EXPECT_EQ(to_text(local_time_at(Instant{-1}, "Etc/UTC").value()), "1969-12-31T23:59");
  EXPECT_EQ(local_time_at(winter, "Asia/Atlantis").error().reason, "UNKNOWN_TIME_ZONE");
}

TEST(LocalTime, IsOfAZoneThatTheSystemKnows) {
  EXPECT_TRUE(is_time_zone("Asia/Yakutsk"));
  for (const char* name : {"", "Asia/Atlantis", "localtime", "asia/yakutsk"}) EXPECT_FALSE(is_time_zone(name)) << name;
}

TEST(LocalTimeAt, IsWhatClocksShowAlsoOnceTheyWerePutForward) {
  for (const char* local : {"2021-03-28T02:59", "2021-03-28T04:00", "2021-07-01T12:00"}) {
    const auto at = instant_of(std::string(local), "Europe/Sofia");
    ASSERT_TRUE(at) << local;
    EXPECT_EQ(to_text(local_time_at(*at, "Europe/Sofia").value()), local);
  }
  EXPECT_FALSE(local_time_at(Instant{0}, "Europe/Nowhere"));
}

}  // namespace
}  // namespace opora
