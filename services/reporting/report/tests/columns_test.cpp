#include "reporting/report/columns.h"

#include <gtest/gtest.h>

namespace opora::report {
namespace {

using Lines = std::vector<std::string>;

TEST(Columns, WidthCountsCharacters) {
  EXPECT_EQ(width(""), 0U);
  EXPECT_EQ(width("room"), 4U);
  EXPECT_EQ(width("зал"), 3U);
  EXPECT_EQ(width("Бургас 🙂"), 8U);
}

TEST(Columns, Wraps) {
  struct Case {
    const char* rule;
    const char* text;
    std::size_t limit;
    Lines expected;
  };
  const std::vector<Case> cases = {
      {"what fits stays", "one two", 7, {"one two"}},
      {"breaks at a space", "one two", 6, {"one", "two"}},
      {"counts letters, not bytes", "раз два", 7, {"раз два"}},
      {"a word longer than a line is broken", "опоры", 2, {"оп", "ор", "ы"}},
      {"after a word that fits", "а опоры", 3, {"а", "опо", "ры"}},
      {"nothing is one empty line", "", 5, {""}},
      {"spaces are one", "one   two", 7, {"one two"}},
  };
  for (const Case& c : cases) EXPECT_EQ(wrap(c.text, c.limit), c.expected) << c.rule;
}

TEST(Columns, NumbersStandUnderEachOtherBesideCyrillic) {
  const Table table{{{"место", false}, {"люди", true}}, {{"Благовещенск", "100"}, {"Tryavna", "7"}}};
  EXPECT_EQ(lay_out(table, 100),
            "место         люди\n"
            "------------------\n"
            "Благовещенск   100\n"
            "Tryavna          7\n");
}

TEST(Columns, TextGivesWayAndNumbersDoNot) {
  const Table table{{{"session", false}, {"people", true}}, {{"points of support at work", "1000000"}}};
  EXPECT_EQ(lay_out(table, 20),
            "session       people\n"
            "--------------------\n"
            "points of    1000000\n"
            "support at\n"
            "work\n");
}

}  // namespace
}  // namespace opora::report
