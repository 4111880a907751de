#include "reporting/report/names.h"

#include <gtest/gtest.h>

#include "reporting/report/dates.h"
#include "reporting_words.h"

namespace opora::report {
namespace {

TEST(Percent, IsOfAllAndOfNoneAlone) {
  struct Case {
    std::int64_t part, whole;
    const char* expected;
  };
  const Case cases[] = {{0, 7, "0\u00a0%"},      {7, 7, "100\u00a0%"},  {1, 2, "50\u00a0%"},    {2, 3, "67\u00a0%"},
                        {1, 1'000, "1\u00a0%"}, {999, 1'000, "99\u00a0%"}, {1, 200, "1\u00a0%"}};
  for (const Case& c : cases) EXPECT_EQ(percent(c.part, c.whole), c.expected) << c.part << " of " << c.whole;
}

TEST(Between, IsOneNumberWhereNothingIsOpen) {
  EXPECT_EQ(between(121, 121), "121");
  EXPECT_EQ(between(121, 0), "121") << "of a platform that tells no range";
  EXPECT_EQ(between(121, 124), "121\u2013124");
}

TEST(Joined, LeavesOutWhatIsEmptyAndAMixedLanguage) {
  EXPECT_EQ(joined({"a", "", "b"}).text, "a, b");
  EXPECT_EQ(joined({}).text, "");
  EXPECT_EQ(joined({Wording("a", "ru"), Wording("", ""), Wording("b", "ru")}).language, "ru");
  EXPECT_EQ(joined({Wording("a", "ru"), Wording("b", "")}).language, "");
}

TEST(Dates, AreInTheReadersOrder) {
  const Words& english = reporting_words().in("en");
  EXPECT_EQ(day_in(english, "2023-10-03"), "2023-10-03");
  EXPECT_EQ(day_in(reporting_words().in("bg"), "2023-10-03"), "03.10.2023");
  EXPECT_EQ(time_in(english, "2023-10-03T10:05"), "2023-10-03 10:05");
  EXPECT_EQ(instant_in(english, 1'697'551'200'000'000), "2023-10-17 14:00 UTC");
  EXPECT_EQ(day_in(english, "soon"), "soon") << "what is no date is shown as it is";
  EXPECT_EQ(time_in(english, ""), "");
}

}  // namespace
}  // namespace opora::report
