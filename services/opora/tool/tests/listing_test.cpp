#include "opora/tool/listing.h"

#include <gtest/gtest.h>

namespace opora::tool {
namespace {

Table of(const std::string& name, const std::string& people = "3") {
  return {{{"name"}, {"people", true}}, {{name, people}}};
}

struct Cell {
  const char* rule;
  std::string name;
  std::string in_csv;
};

class CsvOfLists : public ::testing::TestWithParam<Cell> {};

TEST_P(CsvOfLists, IsWhatASpreadsheetTakesForText) {
  EXPECT_EQ(to_text(of(GetParam().name), Form::csv),
            "\xef\xbb\xbfname,people\r\n" + GetParam().in_csv + ",3\r\n") << GetParam().rule;
}

INSTANTIATE_TEST_SUITE_P(
    Cells, CsvOfLists,
    ::testing::Values(Cell{"plain", "Анна", "Анна"}, Cell{"nothing", "", ""}, Cell{"a comma", "a,b", "\"a,b\""},
                      Cell{"quotes", "ООО \"Дом\"", "\"ООО \"\"Дом\"\"\""}, Cell{"two lines", "a\nb", "\"a\nb\""},
                      Cell{"a formula", "=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\""},
                      Cell{"plus", "+7 914", "'+7 914"}, Cell{"minus", "-1", "'-1"},
                      Cell{"at", "@SUM(A1)", "'@SUM(A1)"},
                      Cell{"a tab before it", "\t=1", "'\t=1"}, Cell{"a line end before it", "\r=1", "\"'\r=1\""},
                      Cell{"inside", "1+1", "1+1"}),
    [](const auto& info) { return "Row" + std::to_string(info.index); });

TEST(Lists, AsTablesLineUpWhateverTheScript) {
  const Table table{{{"name"}, {"people", true}}, {{"Анна", "3"}, {"Bob Smith", "12"}}};
  EXPECT_EQ(to_text(table, Form::table),
            "name       people\n"
            "-----------------\n"
            "Анна            3\n"
            "Bob Smith      12\n"
            "2 rows\n");
  EXPECT_EQ(to_text({{{"name"}}, {{"x"}}}, Form::table), "name\n----\nx\n1 row\n");
}

// A name that turns the direction of what follows would show another row than there is.
TEST(Lists, AsTablesCantBeSteered) {
  EXPECT_EQ(to_text(of("\u202eevil\x1b[2J"), Form::table).find("\u202e"), std::string::npos);
  EXPECT_EQ(to_text(of("\u202eevil\x1b[2J"), Form::table).find('\x1b'), std::string::npos);
  EXPECT_NE(to_text(of("שלום"), Form::table).find("\u2068שלום\u2069"), std::string::npos);
}

TEST(Lists, AsJsonAreObjectsWithNumbers) {
  EXPECT_EQ(to_text(of("=1\n\"", "12"), Form::json),
            "[\n  {\n    \"name\": \"=1\\n\\\"\",\n    \"people\": 12\n  }\n]\n");
  EXPECT_EQ(to_text(of("a", ""), Form::json), "[\n  {\n    \"name\": \"a\",\n    \"people\": null\n  }\n]\n");
  EXPECT_EQ(to_text({{{"name"}}, {}}, Form::json), "[]\n");
}

}  // namespace
}  // namespace opora::tool
