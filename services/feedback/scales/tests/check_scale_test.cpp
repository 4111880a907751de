// What is wrong with a scale is said by its place and reason, and nothing else is said.
#include <gtest/gtest.h>

#include "feedback/scales/tests/defective_scales.h"

namespace opora::scales::testing {
namespace {

void expect_each_is_said(const std::vector<Defective>& all) {
  for (const Defective& each : all) {
    const ReadScale read = read_scale(each.file);
    EXPECT_EQ(said_of(read.defects), each.said) << each.mistake;
    EXPECT_FALSE(read.scale.has_value()) << each.mistake;
  }
}

std::string reading(const std::string& file) { return said_of(read_scale(file).defects); }

TEST(CheckedScale, HasNoDefectWhereThereIsNone) {
  EXPECT_EQ(reading(small_file()), "");
  EXPECT_EQ(reading(table_file()), "");
  EXPECT_EQ(reading(worded_file()), "");
  EXPECT_EQ(reading(small_with("add", "/$schema", "\"scale.schema.json\"")), "") << "editors write it";
}

TEST(CheckedScale, SaysWhichFieldCantBeRead) { expect_each_is_said(defective_fields()); }

TEST(CheckedScale, SaysWhyNobodyCanScoreByIt) { expect_each_is_said(defective_methods()); }

TEST(CheckedScale, SaysWhatItsWordingLacks) { expect_each_is_said(defective_wordings()); }

TEST(CheckedScale, SaysWhatIsNoFileOfIt) { expect_each_is_said(defective_files()); }

TEST(CheckedScale, SaysAllThatIsWrong) {
  const std::string twice = patched(small_with("remove", "/source"), "replace", "/direction", "\"up\"");
  EXPECT_EQ(reading(twice), "direction BAD_WORD; source KEY_MISSING");
}

TEST(CheckedScale, SaysNoMoreThanSomebodyReads) {
  nlohmann::json file = nlohmann::json::parse(small_file());
  for (int i = 0; i < 200; ++i) file["unknown_" + std::to_string(i)] = i;
  EXPECT_EQ(read_scale(file.dump()).defects.size(), kDefectsMax);
}

// A mean of few of items that count unlike lies further out than one of all of them.
TEST(CheckedScale, ReachesItsRangeWithAsFewAnswersAsItTakes) {
  const std::string wide = patched(small_with("add", "/option_sets/-", R"({"code": "ten", "options": [
    {"code": "a", "value": 2}, {"code": "b", "value": 10}]})"), "replace", "/items/1/option_set", "\"ten\"");
  EXPECT_EQ(reading(patched(wide, "replace", "/range/highest", "10")), "");
  EXPECT_EQ(reading(patched(wide, "replace", "/range/highest", "7")), "range.highest RANGE_NOT_REACHED");
  const std::string of_both = patched(wide, "replace", "/min_answered", "2");
  EXPECT_EQ(reading(patched(of_both, "replace", "/range", R"({"lowest": 1, "highest": 7})")), "");
}

// Scales of one instrument, of which each scores the items that are named.
Scale of_instrument(const std::string& id, const std::string& items) {
  const auto read = scale_of(patched(patched(small_with("add", "/instrument", "\"a_few\""), "replace", "/scale_id",
                                             "\"" + id + "\""), "replace", "/items", items));
  EXPECT_TRUE(read.has_value()) << read.error().fields.front().description;
  return *read;
}

TEST(ScalesTogether, ScoreNoItemTwice) {
  const Scale first = of_instrument("first", R"([{"code": "a1", "option_set": "five"}])");
  const Scale second = of_instrument("second", R"([{"code": "b1", "option_set": "five"}])");
  EXPECT_EQ(said_of(check_together(std::vector{first, second})), "");
  EXPECT_EQ(said_of(check_together(std::vector{first, second, first})), "[2].scale_id SCALE_TWICE");

  const Scale total = of_instrument("total", R"([{"code": "a1", "option_set": "five"},
                                                 {"code": "b1", "option_set": "five"}])");
  EXPECT_EQ(said_of(check_together(std::vector{first, second, total})),
            "[2].items[0] ITEM_SCORED_TWICE; [2].items[1] ITEM_SCORED_TWICE");

  Scale of_another = total;
  of_another.instrument = "others";
  EXPECT_EQ(said_of(check_together(std::vector{first, second, of_another})), "") << "its a1 is another item";
}

}  // namespace
}  // namespace opora::scales::testing
