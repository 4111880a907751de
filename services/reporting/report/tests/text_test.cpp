#include <gtest/gtest.h>

#include <sstream>

#include "reporting/report/columns.h"
#include "reporting/report/report.h"
#include "reporting_words.h"
#include "sample.h"

namespace opora::report::testing {
namespace {

TEST(Text, OpensWithTheRoundAndItsPeople) {
  EXPECT_TRUE(to_text(sample(), "en").starts_with("Amur, autumn (2023)\nDifferent people: 121\n"));
  EXPECT_TRUE(to_text(sample(), "ru").starts_with("Приамурье, осень (2023)\nРазных людей: 121\n"));
}

TEST(Text, AYearInTheNameIsNotRepeated) {
  auto report = sample();
  *report.mutable_name() = text({{"en", "Amur 2023"}});
  EXPECT_TRUE(to_text(report, "en").starts_with("Amur 2023\n"));
}

TEST(Text, SaysHowManyCancelledSessionsItDoesNotList) {
  auto report = sample();
  add_figure(report, v1::MEASURE_SESSIONS_CANCELLED, 3);
  report.add_cancelled_sessions();
  EXPECT_TRUE(holds(to_text(report, "en"), "2 more are not listed."));
}

struct Case {
  const char* rule;
  const char* language;
  const char* part;
};

class TextSays : public ::testing::TestWithParam<Case> {};

TEST_P(TextSays, Part) {
  const Case& c = GetParam();
  const std::string rendered = to_text(sample(), c.language);
  EXPECT_TRUE(holds(rendered, c.part)) << c.rule << "\n" << rendered;
}

INSTANTIATE_TEST_SUITE_P(
    Rules, TextSays,
    ::testing::Values(Case{"it is not for publication", "en", "not for publication: small counts are not hidden"},
                      Case{"in Russian too", "ru", "не для публикации"},
                      Case{"figures say what they count", "en", "    Times that somebody came to a session;"},
                      Case{"in the reader's language", "ru", "человек на пяти занятиях учтён пять раз"},
                      Case{"minutes are read as hours", "en", "13:30"},
                      Case{"a name without English is shown as it is", "en", "Свободный"},
                      Case{"a name without Russian is shown in English", "ru", "Amur, spring"},
                      Case{"kinds have names", "en", "master class"}, Case{"in Russian", "ru", "мастер-класс"},
                      Case{"a kind of a newer version", "ru", "известно только более новой версии"},
                      Case{"guests", "en", "guests"}, Case{"guests in Russian", "ru", "гости"},
                      Case{"who funded", "en", "funder"}, Case{"in Bulgarian", "bg", "финансираща организация"},
                      Case{"in Kazakh", "kk", "қаржыландырушы"},
                      Case{"the size of it", "en", "\n3 sessions, 21 days, 15 organisations\n"},
                      Case{"by Russian's forms", "ru", "\n3 занятия, 21 день, 15 организаций\n"},
                      Case{"by Bulgarian's", "bg", "\n3 занятия, 21 дни, 15 организации\n"},
                      Case{"by Kazakh's", "kk", "\n3 сабақ, 21 күн, 15 ұйым\n"},
                      Case{"another language falls back", "fr", "Different people: 121"},
                      Case{"a regional tag is its language", "ru-RU", "Разных людей: 121"},
                      Case{"people are not added up", "en", "People in different rows are not added up"},
                      Case{"claims need a history", "en", "claims need a history that is declared complete"},
                      Case{"up to where it counted", "en", "4711"}));

INSTANTIATE_TEST_SUITE_P(
    Sessions, TextSays,
    ::testing::Values(Case{"from when until when", "en", "\nSessions: 2023-10-03 to 2023-10-21\n"},
                      Case{"in Russian's order", "ru", "\nЗанятия: с 03.10.2023 по 21.10.2023\n"},
                      Case{"when it was made", "en", "\nMade: 2023-10-17 14:00 UTC."},
                      Case{"what hours are", "en", "Hours: the planned length of the sessions of the row"},
                      Case{"the clock", "en", "Times are those of the place (Asia/Yakutsk)."},
                      Case{"a rate with what it is of", "en", "32\u201335 of 40, 80\u00a0%\u201388\u00a0%"},
                      Case{"the rest", "en", "5\u20138"},
                      Case{"two of one title apart", "en", "2023-10-04"},
                      Case{"one that was moved", "en", "No heating"}, Case{"from when", "en", "16:30"},
                      Case{"moved again", "en", "Flooded"}, Case{"from when then", "en", "09:15"},
                      Case{"when that was told", "en", "2023-10-02 07:00 UTC"},
                      Case{"what has no list", "en", "nobody was recorded there"},
                      Case{"who leads", "en", "Who led a session is not recorded"},
                      Case{"what was put right", "en", "\nAttendances taken back"},
                      Case{"since ever", "en", "All corrections so far."}));

// Nothing is meant by nought where nobody knows.
TEST(Text, ARateOfNoSeatsIsNotSaid) {
  auto report = sample();
  EXPECT_TRUE(holds(to_text(report, "en"), "Confirmed seats that were taken"));
  put_turnout(*report.mutable_turnout(), 38, 0, 0, 0);
  EXPECT_FALSE(holds(to_text(report, "en"), "Confirmed seats that were taken"));
  report.clear_turnout();
  EXPECT_FALSE(holds(to_text(report, "en"), "Confirmed seats that were taken"));
}

TEST(Text, PeopleAreARangeWhereSomeHadNoNames) {
  auto report = sample();
  EXPECT_FALSE(holds(to_text(report, "en"), "Where two numbers stand"));
  figure(report, v1::MEASURE_PEOPLE).set_at_most(124);
  report.mutable_breakdowns(0)->mutable_rows(0)->set_people_at_most(102);
  const std::string rendered = to_text(report, "en");
  EXPECT_TRUE(holds(rendered, "\nDifferent people: 121\u2013124\n")) << rendered;
  EXPECT_TRUE(holds(rendered, "Where two numbers stand"));
  EXPECT_TRUE(holds(rendered, "100\u2013102")) << rendered;
}

// A platform of before each move was told says the first place and the last reason.
TEST(Text, MovesOfAnOlderPlatformAreSaidAsOne) {
  auto report = sample();
  report.mutable_sessions(1)->clear_moves();
  const std::string rendered = to_text(report, "en");
  EXPECT_TRUE(holds(rendered, "\nMoved sessions\n")) << rendered;
  EXPECT_TRUE(holds(rendered, "16:30"));
  EXPECT_TRUE(holds(rendered, "Flooded"));
  EXPECT_FALSE(holds(rendered, "No heating")) << rendered;
  report.mutable_sessions(1)->clear_former_place();
  EXPECT_FALSE(holds(to_text(report, "en"), "Moved sessions"));
}

TEST(Text, CorrectionsAreSaidSinceWhenTheyWereAskedFor) {
  auto report = sample();
  report.set_corrections_since_us(1'697'000'000'000'000);
  EXPECT_TRUE(holds(to_text(report, "en"), "Corrections since 2023-10-11 04:53 UTC."));
  for (v1::CorrectionCount& each : *report.mutable_corrections()) each.set_count(0);
  EXPECT_TRUE(holds(to_text(report, "en"), "Nothing was put right."));
}

TEST(Text, FitsItsWidthInEveryLanguage) {
  auto report = sample();
  *report.mutable_breakdowns(0)->mutable_rows(0)->mutable_label() = text(
      {{"en", "A centre for the support of families and children with a name that nobody can say in one breath, annex"},
       {"ru",
        "Областноегосударственноеказённоеучреждениесоциальногообслуживаниянаселениясоченьдлиннымназваниембезпробело"
        "в"}});
  for (const std::string& language : reporting_words().languages()) {
    std::istringstream lines(to_text(report, language));
    for (std::string line; std::getline(lines, line);) EXPECT_LE(width(line), 100U) << line;
  }
}

TEST(Text, WarnsOnlyWhenThereIsSomethingMissing) {
  auto report = sample();
  EXPECT_FALSE(holds(to_text(report, "en"), "not counted yet"));
  figure(report, v1::MEASURE_SCANS_SET_ASIDE).set_value(6);
  EXPECT_TRUE(holds(to_text(report, "en"), "Scans set aside"));
}

TEST(Text, TellsThePeopleNobodyKnowsApart) {
  auto report = sample();
  EXPECT_FALSE(holds(to_text(report, "en"), "unverified")) << "there are none";
  figure(report, v1::MEASURE_PEOPLE_UNVERIFIED).set_value(3);
  const std::string english = to_text(report, "en");
  EXPECT_TRUE(english.starts_with("Amur, autumn (2023)\nDifferent people: 121. Of these, unverified: 3\n")) << english;
  EXPECT_TRUE(holds(english, "mistyped ids")) << english;
  const std::string russian = to_text(report, "ru");
  EXPECT_TRUE(holds(russian, "\nРазных людей: 121. Из них не подтверждено: 3\n")) << russian;
  EXPECT_TRUE(holds(russian, "ошибки в идентификаторах"));
}

TEST(Text, ANameCannotSteerTheTerminal) {
  auto report = sample();
  *report.mutable_name() = text({{"en",
                                  "Amur\x1b[2J\r\n\xc2\x9b"
                                  "31m"}});
  const std::string rendered = to_text(report, "en");
  EXPECT_FALSE(holds(rendered, "\x1b"));
  EXPECT_FALSE(holds(rendered, "\r"));
  EXPECT_FALSE(holds(rendered, "\xc2\x9b"));
  EXPECT_TRUE(rendered.starts_with("Amur [2J 31m (2023)\n")) << rendered.substr(0, 40);
}

TEST(Text, ANameCannotTurnWhatStandsBesideIt) {
  auto report = sample();
  *report.mutable_name() = text({{"en", "Amur \u202e2023\u2066\u2069"}});
  EXPECT_TRUE(to_text(report, "en").starts_with("Amur 2023\n")) << to_text(report, "en").substr(0, 40);
  for (const char* name : {"\u05e2\u05de\u05d5\u05e8", "\u0639\u0645\u0648\u0631", "\ufb2a"}) {
    *report.mutable_name() = text({{"en", name}});
    EXPECT_TRUE(to_text(report, "en").starts_with("\u2068" + std::string(name) + "\u2069 (2023)\n")) << name;
    EXPECT_TRUE(holds(to_html(report, "en"), "\u2068" + std::string(name) + "\u2069")) << name;
  }
}

// Marks of isolation take no room.
TEST(Text, ColumnsStayInLineBesideANameFromRightToLeft) {
  EXPECT_EQ(width("\u2068\u05e2\u05de\u05d5\u05e8\u2069"), 4U);
}

TEST(Text, SaysSoWhenNobodyCame) {
  auto report = sample();
  report.clear_breakdowns();
  for (v1::Figure& each : *report.mutable_figures()) each.set_value(0);
  EXPECT_TRUE(holds(to_text(report, "en"), "Nobody came to a session of this round yet."));
  EXPECT_FALSE(holds(to_text(report, "en"), "0 sessions, 0 days"));
}

}  // namespace
}  // namespace opora::report::testing
