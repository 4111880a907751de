// A scale from its file and back, and the schema that says what a file holds.
#include "feedback/scales/scale_file.h"

#include <fstream>
#include <set>

#include <gtest/gtest.h>

#include "feedback/scales/built_in.h"
#include "feedback/scales/tests/defective_scales.h"

namespace opora::scales::testing {
namespace {

TEST(ScaleFile, ComesBackAsItWasRead) {
  for (const std::string& file : {small_file(), table_file(), worded_file()}) {
    const ReadScale read = read_scale(file);
    ASSERT_TRUE(read.scale.has_value()) << said_of(read.defects);
    const ReadScale again = read_scale(canonical_json(*read.scale));
    ASSERT_TRUE(again.scale.has_value()) << said_of(again.defects);
    EXPECT_EQ(*again.scale, *read.scale);
    EXPECT_EQ(canonical_json(*again.scale), canonical_json(*read.scale));
  }
  for (const Scale& scale : built_in_scales()) EXPECT_EQ(*scale_of(canonical_json(scale)), scale) << scale.scale_id;
}

TEST(ScaleFile, IsReadWhole) {
  const Scale scale = *scale_of(worded_file());
  EXPECT_EQ(scale.instrument, "a_few");
  EXPECT_FALSE(scale.items[0].reversed) << "what isn't said";
  EXPECT_TRUE(scale.items[1].reversed);
  const Wording& wording = scale.wordings.front();
  EXPECT_EQ(wording.text_version, 2);
  EXPECT_EQ(wording.permitted_at, "2026-02-28");
  EXPECT_EQ(wording.substitution, "pupil");
  EXPECT_EQ(wording.items.at("y"), "item y");
  EXPECT_EQ(wording.options.at("five").at("b"), "second");
  EXPECT_EQ(scale_of(table_file())->rule.table.at(3), 4'725) << "11.25 points";
}

// The best mean of 4, 4 and 2 is 10/3 points, which two decimals can't say.
TEST(ScaleFile, MayRoundTheEndsOfItsRange) {
  const std::string three = patched(patched(small_with("add", "/option_sets/-", R"({"code": "two", "options": [
    {"code": "a", "value": 0}, {"code": "b", "value": 1}]})"), "add", "/items/-",
    R"({"code": "z", "option_set": "two"})"), "replace", "/min_answered", "3");
  const Result<Scale> nearly = scale_of(patched(three, "replace", "/range/highest", "3"));
  ASSERT_TRUE(nearly.has_value()) << "4, 4 and 1 are exactly 3";
  const std::string uneven = patched(patched(three, "replace", "/option_sets/1/options/1/value", "2"), "replace",
                                     "/range/highest", "3.33");
  const Result<Scale> rounded = scale_of(uneven);
  ASSERT_TRUE(rounded.has_value());
  EXPECT_EQ(rounded->range.highest, 1'400) << "10/3 points, and not 3.33";
  EXPECT_EQ(*scale_of(canonical_json(*rounded)), *rounded);
  EXPECT_EQ(said_of(read_scale(patched(uneven, "replace", "/range/highest", "3.34")).defects),
            "range.highest RANGE_NOT_REACHED");
}

TEST(ScaleFile, IsRefusedWithWhatIsWrong) {
  const Result<Scale> refused = scale_of(small_with("replace", "/items/1/option_set", "\"six\""));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().reason, "SCALE_DEFECTIVE");
  ASSERT_EQ(refused.error().fields.size(), 1U);
  EXPECT_EQ(refused.error().fields.front().field, "items[1].option_set");
  EXPECT_EQ(refused.error().fields.front().description,
            "UNKNOWN_OPTION_SET: There is no option set \"six\": add it, or correct the code.");
}

TEST(ScoringVersions, AreOfOneMethod) {
  const Scale small = *scale_of(small_file());
  Scale other = small;
  other.label.by_language["en"] = "Another name";
  other.source = "Another source";
  other.terms = "Other terms";
  other.wordings = scale_of(worded_file())->wordings;
  EXPECT_TRUE(score_alike(small, other));
  other.items[1].reversed = false;
  EXPECT_FALSE(score_alike(small, other));
  other = small;
  other.option_sets[0].options[1].value = 2;
  EXPECT_FALSE(score_alike(small, other));
  other = small;
  other.min_answered = 2;
  EXPECT_FALSE(score_alike(small, other));
}

std::set<std::string> keys_of(const nlohmann::json& object) {
  std::set<std::string> keys;
  for (const auto& [key, ignored] : object.items()) keys.insert(key);
  return keys;
}

nlohmann::json schema() {
  std::ifstream file(OPORA_SCALE_SCHEMA);
  return nlohmann::json::parse(file);
}

// With each field that there can be, as the product writes it.
TEST(ScaleSchema, HasTheFieldsOfAFile) {
  const nlohmann::json page = schema(), defs = page["$defs"];
  const auto worded = nlohmann::json::parse(canonical_json(*scale_of(worded_file())));
  std::set<std::string> fields = keys_of(page["properties"]);
  EXPECT_EQ(fields.erase("$schema"), 1U);
  EXPECT_EQ(fields, keys_of(worded));
  EXPECT_EQ(keys_of(defs["wording"]["properties"]), keys_of(worded["wordings"][0]));
  EXPECT_EQ(keys_of(defs["item"]["properties"]), keys_of(worded["items"][0]));
  EXPECT_EQ(keys_of(defs["option_set"]["properties"]), keys_of(worded["option_sets"][0]));
  EXPECT_EQ(keys_of(defs["option"]["properties"]), keys_of(worded["option_sets"][0]["options"][0]));
  EXPECT_EQ(keys_of(defs["range"]["properties"]), keys_of(worded["range"]));
  EXPECT_EQ(keys_of(defs["mean"]["properties"]), keys_of(worded["rule"]));
  const auto table = nlohmann::json::parse(canonical_json(*scale_of(table_file())));
  EXPECT_EQ(keys_of(defs["table"]["properties"]), keys_of(table["rule"]));
  EXPECT_EQ(keys_of(defs["row"]["properties"]), keys_of(table["rule"]["table"][0]));
  Scale sum = *scale_of(small_file());
  sum.rule = {Method::sum, 2, 3};
  EXPECT_EQ(keys_of(defs["sum"]["properties"]), keys_of(nlohmann::json::parse(canonical_json(sum))["rule"]));
}

TEST(ScaleSchema, AsksForWhatTheReaderAsksFor) {
  const nlohmann::json page = schema();
  const auto required = page["required"].get<std::set<std::string>>();
  for (const std::string& key : keys_of(page["properties"])) {
    const bool is_required = required.contains(key);
    if (key == "$schema") continue;
    const std::string said = said_of(read_scale(patched(worded_file(), "remove", "/" + key)).defects);
    EXPECT_EQ(said, is_required ? key + " KEY_MISSING" : "") << key;
  }
}

TEST(ScaleSchema, HasTheReadersLimits) {
  const nlohmann::json page = schema();
  const auto limit = [&](const char* pointer) {
    return page.at(nlohmann::json::json_pointer(pointer)).get<std::size_t>();
  };
  EXPECT_EQ(limit("/properties/items/maxItems"), kItemsMax);
  EXPECT_EQ(limit("/properties/option_sets/maxItems"), kOptionSetsMax);
  EXPECT_EQ(limit("/properties/wordings/maxItems"), kWordingsMax);
  EXPECT_EQ(limit("/properties/source/maxLength"), kNotePointsMax);
  EXPECT_EQ(limit("/$defs/option_set/properties/options/maxItems"), kOptionsMax);
  EXPECT_EQ(limit("/$defs/option/properties/value/maximum"), std::size_t{kValueMax});
  EXPECT_EQ(limit("/$defs/table/properties/table/maxItems"), kTableRowsMax);
  EXPECT_EQ(limit("/$defs/wording/properties/items/additionalProperties/maxLength"), kTextPointsMax);
  EXPECT_EQ(page["$defs"]["id"]["pattern"].get<std::string>(),
            "^[a-z0-9_]{1," + std::to_string(kIdBytesMax) + "}$");
}

}  // namespace
}  // namespace opora::scales::testing
