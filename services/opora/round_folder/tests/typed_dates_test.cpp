// Dates and times as people write them: a row is a rule.
#include "opora/round_folder/typed_dates.h"

#include <gtest/gtest.h>

#include "opora/round_folder/wording.h"
#include "platform/dates/dates.h"

namespace opora::round_folder {
namespace {

std::string worded(const std::vector<Said>& said) { return Wording().message({"", 0, "", "", said}); }

struct Case {
  std::string typed;
  std::string read;  // empty: none
  std::string advice;
};

TEST(TypedDays, AreReadWhereThereIsOneDayOnly) {
  const Case cases[] = {
      {"2023-10-18", "2023-10-18", ""},
      {"18.10.2023", "2023-10-18", ""},
      {"8.1.2023", "2023-01-08", ""},
      {"18.10.2023 г.", "2023-10-18", ""},
      {"2023/10/18", "2023-10-18", ""},
      {"2023-10-18 00:00:00", "2023-10-18", ""},
      {"2023-10-18T00:00", "2023-10-18", ""},
      {"2023-10-18 09:30", "", "Write the date"},
      {"03/04/2023", "", "can't be told"},
      {"18/10/2023", "", "can't be told"},
      {"18-10-2023", "", "can't be told"},
      {"18.10.23", "", "four digits"},
      {"0019-01-01", "", "1900 or later"},
      {"2023-02-29", "", "no such day"},
      {"2023-10.18", "", "Write the date"},
      {"yesterday", "", "Write the date"},
      {"2023-10-18x", "", "Write the date"},
      {"45217", "", "Write the date"},
  };
  for (const Case& c : cases) {
    const auto day = typed_day(c.typed);
    EXPECT_EQ(day.value_or(""), c.read) << c.typed;
    if (!day) {
      EXPECT_NE(worded(day.error()).find(c.advice), std::string::npos) << c.typed << ": " << worded(day.error());
    }
  }
}

TEST(TypedTimes, AreReadWhereThereIsOneTimeOnly) {
  const Case cases[] = {
      {"2023-10-18T09:30", "2023-10-18T09:30", ""},
      {"2023-10-18 09:30:00", "2023-10-18T09:30", ""},
      {"2023-10-18 09:30:00.000", "2023-10-18T09:30", ""},
      {"18.10.2023 9:30", "2023-10-18T09:30", ""},
      {"2023-10-17T24:00", "", "write 2023-10-18T00:00"},
      {"31.12.2023 24:00", "", "write 2024-01-01T00:00"},
      {"2023-10-17T24:55", "", "no such time"},
      {"2023-10-17T09:60", "", "no such time"},
      {"2023-10-17", "", "without a time"},
      {"2023-10-17T09:30Z", "", "local date and time"},
      {"2023-10-17 9:30 PM", "", "local date and time"},
      {"09:30", "", "local date and time"},
  };
  for (const Case& c : cases) {
    const auto time = typed_time(c.typed);
    EXPECT_EQ(time ? opora::to_text(*time) : "", c.read) << c.typed;
    if (!time) {
      EXPECT_NE(worded(time.error()).find(c.advice), std::string::npos) << c.typed << ": " << worded(time.error());
    }
  }
  EXPECT_EQ(typed_time("2023-10-18 09:30:05").value().time_since_epoch().count() % 60, 5);
}

}  // namespace
}  // namespace opora::round_folder
