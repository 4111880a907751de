// What a spreadsheet's CSV may look like, and what is refused.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "opora/round_folder/csv.h"
#include "opora/round_folder/tests/small_folder.h"

namespace opora::round_folder {
namespace {

// "line:cell|cell" for each row, then "!line:REASON" for each defect.
std::vector<std::string> read(const std::string& text) {
  const FolderOnDisk folder(Files{{"table.csv", text}});
  Defects defects;
  std::vector<std::string> lines;
  read_csv(folder.path() / "table.csv", defects, [&](CsvRow&& row) {
    std::string line = std::to_string(row.line) + ":";
    for (std::size_t i = 0; i < row.cells.size(); ++i) line += (i == 0 ? "" : "|") + row.cells[i];
    lines.push_back(line);
  });
  for (const Defect& defect : defects.sorted())
    lines.push_back("!" + std::to_string(defect.line) + ":" + defect.reason);
  return lines;
}

struct Case {
  std::string rule;
  std::string text;
  std::vector<std::string> expected;
};

void PrintTo(const Case& row, std::ostream* out) { *out << row.rule; }

class Csv : public testing::TestWithParam<Case> {};

TEST_P(Csv, Reads) { EXPECT_EQ(read(GetParam().text), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    Rules, Csv,
    testing::Values(
        Case{"plain_lines", "a,b\n1,2\n", {"1:a|b", "2:1|2"}},
        Case{"no_newline_at_the_end", "a,b\n1,2", {"1:a|b", "2:1|2"}},
        Case{"carriage_returns", "a,b\r\n1,2\r\n3,4\r\n", {"1:a|b", "2:1|2", "3:3|4"}},
        Case{"byte_order_mark",
             "\xEF\xBB\xBF"
             "a\n1\n",
             {"1:a", "2:1"}},
        Case{"quoted_comma_and_quote", "a,b\n\"x, y\",\"say \"\"z\"\"\"\n", {"1:a|b", "2:x, y|say \"z\""}},
        Case{"blank_lines_are_counted", "a\n\n1\n\r\n2\n", {"1:a", "3:1", "5:2"}},
        Case{"rows_of_empty_cells_are_skipped", "a,b\n,\n1,\n", {"1:a|b", "3:1|"}},
        Case{"cyrillic", "a\n\xD0\x96\n", {"1:a", "2:\xD0\x96"}},
        Case{"line_break_in_a_cell", "a,b\n\"x\ny\",1\n2,3\n", {"1:a|b", "2:x\ny|1", "4:2|3", "!2:CONTROL_CHARACTER"}},
        Case{"another_encoding", "a\n\xC6\xE5\n", {"1:a", "2:\xC6\xE5", "!2:NOT_UTF8"}},
        Case{"surrogate", "a\n\xED\xA0\x80\n", {"1:a", "2:\xED\xA0\x80", "!2:NOT_UTF8"}},
        Case{"overlong", "a\n\xE0\x80\x80\n", {"1:a", "2:\xE0\x80\x80", "!2:NOT_UTF8"}},
        Case{"cut_character", "a\n\xD0\n", {"1:a", "2:\xD0", "!2:NOT_UTF8"}},
        Case{"quote_inside_a_cell", "a\n1\nx\"y\n3\n", {"1:a", "2:1", "!3:MISPLACED_QUOTE"}},
        Case{"unclosed_quote", "a\n\"x\n", {"1:a", "!3:UNCLOSED_QUOTE"}}),
    [](const auto& test) { return test.param.rule; });

TEST(CsvBounds, ACellOf10000BytesIsReadAndOneMoreIsRefused) {
  EXPECT_EQ(read("a\n" + std::string(10'000, 'x') + "\n").back().substr(0, 3), "2:x");
  EXPECT_EQ(read("a\n" + std::string(10'001, 'x') + "\n").back(), "!2:FIELD_TOO_LONG");
}

TEST(CsvBounds, AMillionRowsAreReadAndOneMoreIsRefused) {
  std::string text = "a\n";
  for (int i = 0; i < 1'000'000; ++i) text += "1\n";
  EXPECT_EQ(read(text).back(), "1000001:1");
  EXPECT_EQ(read(text + "1\n").back(), "!1000002:TOO_MANY_ROWS");
}

TEST(CsvBounds, AFileOver64MiBIsRefusedUnread) {
  const FolderOnDisk folder(Files{{"table.csv", "a\n"}});
  std::filesystem::resize_file(folder.path() / "table.csv", kFileBytesMax + 1);
  Defects defects;
  int row_count = 0;
  EXPECT_FALSE(read_csv(folder.path() / "table.csv", defects, [&](CsvRow&&) { ++row_count; }));
  EXPECT_EQ(row_count, 0);
  ASSERT_EQ(defects.total(), 1u);
  EXPECT_EQ(defects.sorted()[0].reason, "FILE_TOO_LARGE");
}

}  // namespace
}  // namespace opora::round_folder
