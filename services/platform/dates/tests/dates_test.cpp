#include "platform/dates/dates.h"

#include <gtest/gtest.h>

namespace opora {
namespace {

using namespace std::chrono;

struct Written {
  const char* text;
  bool is_one;
};

TEST(Date, IsADayOfTheCalendar) {
  const Written cases[] = {
      {"2023-10-18", true},  {"2024-02-29", true},   {"1900-01-01", true},   {"9999-12-31", true},
      {"2023-02-29", false}, {"1900-02-29", false},  {"1899-12-31", false},  {"2023-13-01", false},
      {"2023-00-01", false}, {"2023-01-00", false},  {"2023-2-28", false},   {"20230228", false},
      {"2023/02/28", false}, {"-023-02-28", false},  {"2023-02-2x", false},  {"2023-+2-28", false},
      {"", false},           {"2023-02-28T", false}, {"2023-02-28 ", false},
  };
  for (const Written& row : cases) EXPECT_EQ(is_date(row.text), row.is_one) << row.text;
}

TEST(LocalTime, IsWrittenToTheMinuteOrToTheSecond) {
  const auto day = local_days(2023y / October / 11);
  EXPECT_EQ(local_time_in("2023-10-11T00:00"), day);
  EXPECT_EQ(local_time_in("2023-10-11T10:05"), day + 10h + 5min);
  EXPECT_EQ(local_time_in("2023-10-11T23:59:59"), day + 23h + 59min + 59s);
  for (const char* text : {"", "2023-10-11", "2023-10-11T", "2023-10-11 10:00", "2023-10-11T24:00", "2023-10-11T10:60",
                           "2023-10-11T10:00:60", "2023-10-11T10:0", "2023-10-11T1:000", "2023-02-29T10:00",
                           "1899-12-31T10:00", "2023-10-11T10:00Z", "2023-10-11T-1:00", "2023-10-11T10:00:00.5"})
    EXPECT_EQ(local_time_in(text), std::nullopt) << text;
}

TEST(LocalTime, IsToldToTheMinute) {
  EXPECT_EQ(to_text(local_days(2024y / February / 29) + 9h + 5min + 59s), "2024-02-29T09:05");
  EXPECT_EQ(to_text(local_days(1969y / December / 31) + 23h + 59min), "1969-12-31T23:59");
  EXPECT_EQ(date_of("2024-02-29T09:05"), "2024-02-29");
  EXPECT_EQ(date_of(""), "");
}

TEST(Rfc3339, IsWrittenAndReadBack) {
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

TEST(Rfc3339, IsCutToTheSecond) {
  EXPECT_EQ(to_rfc3339(Instant{1'694'676'600'999'999}, Precision::seconds), "2023-09-14T07:30:00Z");
  EXPECT_EQ(to_rfc3339(Instant{-1}, Precision::seconds), "1969-12-31T23:59:59Z");
}

TEST(Rfc3339, IsNothingElse) {
  for (const char* text : {"", "now", "2023-09-14T07:30:00Z", "2023-09-14T07:30:00.000001+00:00",
                           "2023-02-29T07:30:00.000001Z", "2023-13-01T07:30:00.000001Z", "2023-01-01T24:30:00.000001Z",
                           "2023-01-01T23:60:00.000001Z", "2023-01-01T23:59:60.000001Z", "2023-01-01 23:59:00.000001Z",
                           "2023-01-01T23:59:00.00000xZ", "-023-01-01T23:59:00.000000Z"})
    EXPECT_EQ(from_rfc3339(text), std::nullopt) << text;
}

}  // namespace
}  // namespace opora
