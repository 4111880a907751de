// What a spreadsheet's CSV may look like, and what is refused.
#include <algorithm>
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
  read_csv(folder.path() / "table.csv", defects, [&](RawRow&& row) {
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
        Case{"line_break_in_a_cell", "a,b\n\"x\ny\",1\n2,3\n", {"1:a|b", "2:x\ny|1", "4:2|3"}},
        Case{"another_encoding", "a\n\xC6\xE5\n", {"!2:NOT_UTF8"}},
        Case{"surrogate", "a\n\xED\xA0\x80\n", {"!2:NOT_UTF8"}},
        Case{"overlong", "a\n\xE0\x80\x80\n", {"!2:NOT_UTF8"}},
        Case{"cut_character", "a\n\xD0\n", {"!2:NOT_UTF8"}},
        Case{"quote_inside_a_cell", "a\n1\nx\"y\n3\n", {"1:a", "2:1", "!3:MISPLACED_QUOTE"}},
        Case{"quote_inside_a_cell_between_carriage_returns", "a\r1\rx\"y\r3\r", {"1:a", "2:1", "!3:MISPLACED_QUOTE"}},
        Case{"carriage_return_in_a_cell", "a,b\r\"x\ry\",1\r2,3\r", {"1:a|b", "2:x\ry|1", "4:2|3"}},
        Case{"both_line_ends_in_a_cell", "a\r\n\"x\r\ny\"\r\n2\r\n", {"1:a", "2:x\r\ny", "4:2"}},
        Case{"unclosed_quote", "a\n\"x\n", {"1:a", "!2:UNCLOSED_QUOTE"}},
        Case{"a_quote_is_opened_in_the_last_cell", "a,b\n1,2\n3,\"x\n4,5\n", {"1:a|b", "2:1|2", "!3:UNCLOSED_QUOTE"}},
        Case{"semicolons", "a;b\n\"x, y\";2\n", {"1:a|b", "2:x, y|2"}},
        Case{"semicolons_and_quotes", "\"a\";\"b, c\"\n1;\n", {"1:a|b, c", "2:1|"}},
        Case{"tabs", "a\tb\n1\t\n\t2\n", {"1:a|b", "2:1|", "3:|2"}},
        Case{"a_line_that_says_so", "sep=;\r\na;b,c\r\n1;2\r\n", {"2:a|b,c", "3:1|2"}},
        Case{"rows_of_spaces_are_skipped", "a,b\n\"\u00a0\",\" \"\n1,2\n", {"1:a|b", "3:1|2"}},
        Case{"utf16_little", std::string("\xFF\xFE" "a\0\t\0b\0\n\0\x16\x04\t\0" "1\0", 16), {"1:a|b", "2:\u0416|1"}},
        Case{"utf16_big", std::string("\xFE\xFF\0a\0\n\x04\x16", 8), {"1:a", "2:\u0416"}},
        // Of UTF-16 that is none nobody can say where its lines end: the file is told as a whole.
        Case{"half_a_character_of_utf16", std::string("\xFF\xFE" "a\0\n\0\x16", 7), {"!1:NOT_UTF8"}},
        Case{"zeros", std::string("a\n\0", 3), {"!2:NOT_UTF8"}},
        // "Анна Петрова", and what other encodings of the name are as Windows-1251.
        Case{"windows_1251", "a\n\xC0\xED\xED\xE0 \xCF\xE5\xF2\xF0\xEE\xE2\xE0\n", {"1:a", "2:Анна Петрова"}},
        Case{"windows_1251_as_an_office_types",
             "a\n\x84\xCB\xF3\xF7\x93 \x96 \xF8\xEA\xEE\xEB\xE0\x85\n",
             {"1:a", "2:„Луч“ – школа…"}},
        // "Тимур, Дима, Уля" has no other capitals than those that are signs as Windows-1251.
        Case{"macintosh_of_few_capitals",
             "a\n\x92\xE8\xEC\xF3\xF0 \x84\xE8\xEC\xE0 \x93\xEB\xE8\n",
             {"!2:NOT_UTF8"}},
        Case{"koi8", "a\n\xE1\xCE\xCE\xC1 \xF0\xC5\xD4\xD2\xCF\xD7\xC1\n", {"!2:NOT_UTF8"}},
        Case{"dos", "a\n\x80\xAD\xAD\xA0 \x8F\xA5\xE2\xE0\xAE\xA2\xA0\n", {"!2:NOT_UTF8"}},
        Case{"macintosh", "a\n\x80\xED\xED\xE0 \x8F\xE5\xF2\xF0\xEE\xE2\xE0\n", {"!2:NOT_UTF8"}},
        Case{"western", "a\nM\xFCller, Andr\xE9, S\xF8ren, Bj\xF6rn\n", {"!2:NOT_UTF8"}}),
    [](const auto& test) { return test.param.rule; });

TEST(CsvBounds, ACellOf10000BytesIsReadAndOneMoreIsRefused) {
  EXPECT_EQ(read("a\n" + std::string(10'000, 'x') + "\n").back().substr(0, 3), "2:x");
  EXPECT_EQ(read("a\n" + std::string(10'001, 'x') + "\n").back(), "!2:FIELD_TOO_LONG");
}

TEST(CsvBounds, ARowOf1000CellsIsReadAndOneMoreIsRefused) {
  const auto defects = read("a\n" + std::string(999, ',') + "x\n" + std::string(1000, ',') + "x\n");
  EXPECT_EQ(defects.back(), "!3:TOO_MANY_CELLS");
  EXPECT_EQ(std::ranges::count_if(defects, [](const auto& line) { return line[0] == '!'; }), 1);
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
  EXPECT_FALSE(read_csv(folder.path() / "table.csv", defects, [&](RawRow&&) { ++row_count; }));
  EXPECT_EQ(row_count, 0);
  ASSERT_EQ(defects.total(), 1u);
  EXPECT_EQ(defects.sorted()[0].reason, "FILE_TOO_LARGE");
}

}  // namespace
}  // namespace opora::round_folder
