#include <gtest/gtest.h>

#include "reporting/report/report.h"
#include "reporting_words.h"
#include "sample.h"

namespace opora::report::testing {
namespace {

TEST(Html, EscapesEveryName) {
  constexpr const char* kAttack = "<script>alert('x')</script>\" onload=\"y&z";
  auto report = sample();
  *report.mutable_name() = text({{"en", kAttack}});
  *report.mutable_programme_name() = text({{"en", kAttack}});
  *report.mutable_breakdowns(0)->mutable_rows(0)->mutable_label() = text({{"en", kAttack}});
  add_row(*report.mutable_breakdowns(1), kAttack, 3);
  report.mutable_breakdowns(1)->set_dimension(v1::DIMENSION_TOPIC);
  *report.mutable_other_rounds(0)->mutable_name() = text({{"en", kAttack}});
  *report.mutable_partners(0)->mutable_organisation_name() = text({{"en", kAttack}});
  report.mutable_positions(0)->set_epoch(kAttack);
  report.mutable_positions(0)->set_log(kAttack);
  const std::string html = to_html(report, "en");
  EXPECT_FALSE(holds(html, "<script"));
  EXPECT_FALSE(holds(html, "\" onload"));
  EXPECT_FALSE(holds(html, "y&z"));
  EXPECT_TRUE(holds(html, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; onload=&quot;y&amp;z"));
}

TEST(Html, FetchesAndRunsNothing) {
  const std::string html = to_html(sample(), "en");
  for (const char* forbidden :
       {"<script", "<link", "<img", "<iframe", "src=", "href=", "url(", "@import", "http://", "https://"}) {
    EXPECT_FALSE(holds(html, forbidden)) << forbidden;
  }
}

TEST(Html, SaysItsLanguage) {
  EXPECT_TRUE(to_html(sample(), "en").starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
  for (const std::string& language : reporting_words().languages())
    EXPECT_TRUE(holds(to_html(sample(), language), "<html lang=\"" + language + "\">"));
  EXPECT_TRUE(holds(to_html(sample(), "fr"), "<html lang=\"en\">")) << "there are no words in it";
}

TEST(Html, SaysWhatTheTerminalSays) {
  const std::string html = to_html(sample(), "ru");
  for (const char* part : {"<title>Приамурье, осень (2023)</title>", "Разных людей: 121",
                           "<p>3 занятия, 21 день, 15 организаций</p>", "не для публикации",
                           "Благовещенск", "мастер-класс", "13:30", "гости", "объявленная полной", "4711"}) {
    EXPECT_TRUE(holds(html, part)) << part;
  }
}

TEST(Html, TellsThePeopleNobodyKnowsApart) {
  auto report = sample();
  figure(report, v1::MEASURE_PEOPLE_UNVERIFIED).set_value(3);
  EXPECT_TRUE(holds(to_html(report, "en"), "Different people: 121. Of these, unverified: 3</p>"));
  EXPECT_TRUE(holds(to_html(report, "en"), "<dt>Of these, unverified: 3</dt>"));
}

TEST(Html, TablesNameTheirRowsAndColumns) {
  const std::string html = to_html(sample(), "en");
  EXPECT_TRUE(holds(html, "<th role=\"columnheader\" scope=\"col\">site</th>"));
  EXPECT_TRUE(holds(html, "<th role=\"rowheader\" scope=\"row\">Blagoveshchensk<svg"));
  EXPECT_TRUE(holds(html, "<td role=\"cell\" data-l=\"people\" class=\"number\">100</td>"));
}

// The longest bar is the widest; every row says in numbers what its bar shows.
TEST(Html, RowsHoldTheirBars) {
  const std::string html = to_html(sample(), "en");
  EXPECT_TRUE(holds(html, "<rect class=\"in\" width=\"1000\" height=\"10\"/></svg></th>")) << "200 attendances";
  EXPECT_TRUE(holds(html, "<rect class=\"in\" width=\"300\" height=\"10\"/></svg></th>")) << "60 of them";
  EXPECT_TRUE(holds(html, "<rect class=\"in\" width=\"900\" height=\"10\"/>"
                          "<rect class=\"of\" width=\"1000\" height=\"10\"/></svg></th>")) << "18 for 20 seats";
}

TEST(Html, SaysInWhichLanguageANameIs) {
  const std::string html = to_html(sample(), "en");
  EXPECT_TRUE(holds(html, "<th role=\"rowheader\" scope=\"row\" lang=\"ru\">Свободный<svg")) << html;
  EXPECT_TRUE(holds(to_html(sample(), "ru"), " lang=\"en\">Strength</td>"));
  const std::string russian = to_html(sample(), "ru");
  EXPECT_FALSE(holds(russian.substr(russian.find("<body>")), "lang=\"ru\"")) << "the page is in it";
}

// On a phone rows become cards; on paper they stay rows.
TEST(Html, IsMadeForPhonesAndPaper) {
  const std::string html = to_html(sample(), "en");
  for (const char* part : {"<meta name=\"viewport\"", "@media screen and (max-width:", "@media print", "@page{size:A4",
                           "prefers-color-scheme:dark", "<footer>"})
    EXPECT_TRUE(holds(html, part)) << part;
}

}  // namespace
}  // namespace opora::report::testing
