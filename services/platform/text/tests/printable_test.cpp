// What people typed, where others read it: a row is a rule.
#include "platform/text/printable.h"

#include <gtest/gtest.h>

namespace opora {
namespace {

struct Case {
  const char* rule;
  std::string text;
  std::string alone;   // as a text by itself
  std::string inside;  // as part of a line; empty: the same
};

class Printable : public ::testing::TestWithParam<Case> {};

TEST_P(Printable, Follows) {
  const Case& c = GetParam();
  EXPECT_EQ(printable(c.text), c.alone) << c.rule;
  EXPECT_EQ(printable_line(c.text), c.inside.empty() ? c.alone : c.inside) << c.rule;
  EXPECT_EQ(printable_line(printable_line(c.text)), printable_line(c.text)) << "once more changes nothing";
}

INSTANTIATE_TEST_SUITE_P(
    Rules, Printable,
    ::testing::Values(
        Case{"any language", "Амур, Ruse (2023) 東京 ñ", "Амур, Ruse (2023) 東京 ñ", ""},
        Case{"nothing", "", "", ""},
        Case{"a terminal isn't steered", "a\x1b[2Jb\r\n\tc\x7f", "a [2Jb   c ", ""},
        Case{"nor by characters of one byte more", "a\xc2\x9b" "31m\xc2\x85", "a 31m ", ""},
        Case{"a line stays a line", "a\u2028b\u2029c", "a b c", ""},
        Case{"nothing is turned", "a\u202e2023\u2066b\u2069\u200f\u061c", "a2023b", ""},
        Case{"a name from right to left", "עמור", "\u2068עמור\u2069", ""},
        Case{"of two words and a number", "עמור 12 חל", "\u2068עמור 12 חל\u2069", ""},
        Case{"Arabic, and its forms", "\u0639\u0645\u0648\u0631 \ufe8e",
             "\u2068\u0639\u0645\u0648\u0631 \ufe8e\u2069", ""},
        Case{"in other company", "round עמור: 12 of \"חל\"", "\u2068round עמור: 12 of \"חל\"\u2069",
             "round \u2068עמור\u2069: 12 of \"\u2068חל\u2069\""},
        Case{"isolates of its own are none", "\u2067עמור 12", "\u2068עמור 12\u2069", "\u2068עמור\u2069 12"},
        Case{"what is no text stays", "a\xff\xc2", "a\xff\xc2", ""}),
    [](const auto& info) { return "Row" + std::to_string(info.index); });

}  // namespace
}  // namespace opora
