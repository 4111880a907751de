// What a workbook may hold, and what is refused.
#include "opora/round_folder/workbook.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "opora/round_folder/folder.h"
#include "opora/round_folder/tests/small_folder.h"
#include "opora/round_folder/tests/written_workbook.h"
#include "opora/round_folder/wording.h"

namespace opora::round_folder {
namespace {

// "line:cell|cell" for each row of the first sheet, with ! for an unreadable cell, then "!line:REASON" for each defect.
std::vector<std::string> read(const Parts& parts, std::uint64_t unpacked_max = ZipArchive::kUnpackedBytesMax) {
  const FolderOnDisk folder(Files{});
  const auto path = folder.path() / "table.xlsx";
  EXPECT_TRUE(write_archive(path, parts));
  Defects defects;
  std::vector<std::string> lines;
  if (const auto workbook = Workbook::open(path, defects, unpacked_max)) {
    workbook->read_sheet(0, "table.xlsx", defects, [&](RawRow&& row) {
      std::string line = std::to_string(row.line) + ":";
      for (std::size_t i = 0; i < row.cells.size(); ++i)
        line += (i == 0 ? "" : "|") + row.cells[i] + (row.unreadable.contains(i) ? "!" : "");
      lines.push_back(line);
    });
  }
  for (const Defect& defect : defects.sorted())
    lines.push_back("!" + std::to_string(defect.line) + ":" + defect.reason);
  return lines;
}

struct Case {
  std::string rule;
  std::string rows;
  std::vector<std::string> expected;
};

void PrintTo(const Case& row, std::ostream* out) { *out << row.rule; }

class Sheet : public testing::TestWithParam<Case> {};

const std::string kStrings = "<si><t>key</t></si><si><r><t>na</t></r><r><t>me</t></r><rPh><t>x</t></rPh></si>";

TEST_P(Sheet, Reads) { EXPECT_EQ(read(workbook_of({{"table", GetParam().rows}}, kStrings)), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    Rules, Sheet,
    testing::Values(
        Case{"nothing", "", {}},
        Case{"shared_strings", R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>)",
             {"1:key|name"}},
        Case{"strings_of_their_own",
             R"(<row><c t="inlineStr"><is><t>a &amp; b</t></is></c><c t="str"><v>c</v></c></row>)",
             {"1:a & b|c"}},
        Case{"cells_left_out",
             R"(<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>0</v></c></row>)"
             R"(<row r="5"><c r="B5"><v>7</v></c></row>)",
             {"2:key||key", "5:|7|"}},
        Case{"rows_with_nothing_but_a_style", R"(<row><c s="1"/></row><row><c><v>1</v></c><c s="1"/></row>)", {"2:1"}},
        Case{"numbers",
             R"(<row><c><v>20</v></c><c><v>2023</v></c><c><v>7.9990000000000006</v></c><c><v>1E2</v></c></row>)",
             {"1:20|2023|7.999|100"}},
        Case{"days_and_times",
             R"(<row><c s="1"><v>45217</v></c><c s="2"><v>45217.395833333336</v></c><c s="2"><v>45217</v></c>)"
             R"(<c s="1"><v>45217.5</v></c></row>)",
             {"1:2023-10-18|2023-10-18T09:30:00|2023-10-18T00:00:00|2023-10-18T12:00:00"}},
        Case{"a_day_that_no_calendar_has", R"(<row><c s="1"><v>-1</v></c><c s="1"><v>9999999</v></c></row>)",
             {"1:-1|9999999"}},
        Case{"formulas_by_their_value", R"(<row><c><f>1+1</f><v>2</v></c><c t="str"><f>x</f><v>a</v></c></row>)",
             {"1:2|a"}},
        Case{"a_formula_without_value", R"(<row><c><f>1+1</f></c></row>)", {"1:!"}},
        Case{"an_error", R"(<row><c t="e"><v>#N/A</v></c></row>)", {"1:!"}},
        Case{"a_string_that_is_not_there", R"(<row><c t="s"><v>2</v></c></row>)", {"1:!"}},
        Case{"yes_and_no", R"(<row><c t="b"><v>1</v></c><c t="b"><v>0</v></c></row>)", {"1:TRUE|FALSE"}},
        Case{"a_huge_cell", "<row><c t=\"str\"><v>" + std::string(10'001, 'x') + "</v></c></row>", {"1:!"}},
        Case{"far_to_the_right", R"(<row><c r="XFD1"><v>1</v></c></row>)", {"!1:TOO_MANY_CELLS"}},
        Case{"prefixes", R"(<x:row xmlns:x="x"><x:c><x:v>1</x:v></x:c></x:row>)", {"1:1"}},
        Case{"what_is_no_xml", "<row><c><v>1</v></row>", {"!0:NO_WORKBOOK"}},
        Case{"an_entity_of_its_own", "<row><c><v>&x;</v></c></row>", {"!0:NO_WORKBOOK"}}),
    [](const auto& test) { return test.param.rule; });

TEST(Workbooks, OfMacsBeginIn1904) {
  const auto rows = R"(<row><c s="1"><v>0</v></c><c s="1"><v>43755</v></c></row>)";
  EXPECT_EQ(read(workbook_of({{"table", rows}}, "", "date1904=\"1\"")), std::vector<std::string>{"1:0|2023-10-18"});
}

// A billion laughs: the parts are well-formed, and one of them would be gigabytes.
TEST(Workbooks, WithADocumentTypeAreRefused) {
  Parts parts = workbook_of({{"table", ""}});
  std::string laughs = "<!DOCTYPE x [<!ENTITY a0 \"ha\">";
  for (int n = 1; n < 10; ++n) {
    laughs += "<!ENTITY a" + std::to_string(n) + " \"";
    for (int i = 0; i < 10; ++i) laughs += "&a" + std::to_string(n - 1) + ";";
    laughs += "\">";
  }
  parts["xl/sharedStrings.xml"] = laughs + "]><sst><si><t>&a9;</t></si></sst>";
  EXPECT_EQ(read(parts), std::vector<std::string>{"!0:NO_WORKBOOK"});
  parts["xl/sharedStrings.xml"] = "<!DOCTYPE sst SYSTEM \"file:///etc/passwd\"><sst/>";
  EXPECT_EQ(read(parts), std::vector<std::string>{"!0:NO_WORKBOOK"});
}

TEST(Workbooks, ThatUnpackToMoreThanTheBoundAreRefused) {
  std::string blanks(1'000'000, ' ');
  EXPECT_EQ(read(workbook_of({{"table", blanks}}), 1'000'000), std::vector<std::string>{"!0:FILE_TOO_LARGE"});
  EXPECT_EQ(read(workbook_of({{"table", blanks}}), 1'010'000), std::vector<std::string>{});
}

TEST(Workbooks, NestedDeeperThanAnySheetAreRefused) {
  std::string rows;
  for (int depth = 0; depth < 100; ++depth) rows += "<a>";
  for (int depth = 0; depth < 100; ++depth) rows += "</a>";
  EXPECT_EQ(read(workbook_of({{"table", rows}})), std::vector<std::string>{"!0:NO_WORKBOOK"});
}

TEST(Workbooks, WithALongerTagThanAnySheetAreRefused) {
  const auto cell = [](std::size_t bytes) {
    return "<row><c x=\"" + std::string(bytes, 'x') + "\"><v>7</v></c></row>";
  };
  EXPECT_EQ(read(workbook_of({{"table", cell(500'000)}})), std::vector<std::string>{"1:7"});
  EXPECT_EQ(read(workbook_of({{"table", cell(2'000'000)}})), std::vector<std::string>{"!0:NO_WORKBOOK"});
}

TEST(Workbooks, WithAPasswordSaySo) {
  const FolderOnDisk folder(Files{{"people.xlsx", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more"}});
  Defects defects;
  EXPECT_EQ(Workbook::open(folder.path() / "people.xlsx", defects), nullptr);
  EXPECT_NE(Wording().message(defects.sorted().at(0)).find("password"), std::string::npos);
}

// A table's text as rows of a sheet.
std::string rows_of(const std::string& table) {
  std::string rows, line;
  for (const char c : table) {
    if (c != '\n') line += c;
    else rows += inline_row(std::exchange(line, ""));
  }
  return rows;
}

std::vector<std::string> lines_of(const std::vector<Defect>& defects, const FolderNames& names = {}) {
  const Wording wording("en", names);
  std::vector<std::string> lines;
  for (const Defect& defect : defects)
    lines.push_back(wording.file(defect.file) + ":" + std::to_string(defect.line) + ":" + defect.reason);
  return lines;
}

TEST(RoundFolderOfWorkbooks, ATableMayBeAWorkbook) {
  Files files = small_folder();
  const std::string people = std::exchange(files["people.csv"], "");
  files.erase("people.csv");
  const FolderOnDisk folder(files);
  ASSERT_TRUE(write_archive(folder.path() / "People.xlsx", workbook_of({{"Лист1", rows_of(people)}})));
  const ReadFolder read = read_round_folder(folder.path());
  EXPECT_EQ(lines_of(read.defects.sorted()), std::vector<std::string>{});
  EXPECT_EQ(read.folder.people.size(), 4u);
  EXPECT_EQ(read.folder.people[3].line, 5);
}

TEST(RoundFolderOfWorkbooks, AWholeFolderMayBeOneWorkbook) {
  std::map<std::string, std::string> sheets{{"Notes", inline_row("anything")}};
  for (const auto& [name, table] : small_folder()) sheets[name.substr(0, name.find('.'))] = rows_of(table);
  const FolderOnDisk folder(Files{});
  const auto path = folder.path() / "Spring.xlsx";
  ASSERT_TRUE(write_archive(path, workbook_of(sheets)));
  for (const auto& where : {folder.path(), path}) {
    const ReadFolder read = read_round_folder(where);
    EXPECT_EQ(lines_of(read.defects.sorted()), std::vector<std::string>{});
    EXPECT_EQ(lines_of(read.defects.notes()), std::vector<std::string>{"Spring.xlsx:0:UNKNOWN_SHEET"});
    EXPECT_EQ(read.folder.attendances.size(), 2u);
  }
}

TEST(RoundFolderOfWorkbooks, DefectsNameTheSheetAndItsRow) {
  std::map<std::string, std::string> sheets;
  for (const auto& [name, table] : small_folder()) sheets[name.substr(0, name.find('.'))] = rows_of(table);
  sheets["cancellations"] += inline_row("g4") + R"(<row><c t="e"><v>#REF!</v></c></row>)";
  const FolderOnDisk folder(Files{});
  ASSERT_TRUE(write_archive(folder.path() / "Spring.xlsx", workbook_of(sheets)));
  const Defects defects = read_round_folder(folder.path()).defects;
  EXPECT_EQ(lines_of(defects.sorted(), defects.names()),
            (std::vector<std::string>{"Spring.xlsx, sheet cancellations:3:UNKNOWN_GROUP",
                                      "Spring.xlsx, sheet cancellations:4:UNREADABLE_CELL"}));
}

TEST(RoundFolderOfWorkbooks, ATableIsThereOnce) {
  const FolderOnDisk folder(small_folder());
  ASSERT_TRUE(write_archive(folder.path() / "people.xlsx", workbook_of({{"people", ""}})));
  EXPECT_EQ(lines_of(read_round_folder(folder.path()).defects.sorted()),
            std::vector<std::string>{"people.csv:0:TABLE_TWICE"});
}

}  // namespace
}  // namespace opora::round_folder
