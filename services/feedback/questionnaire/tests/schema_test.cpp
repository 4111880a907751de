// docs/reference/questionnaire.schema.json says what is read: the same fields, words and limits.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "feedback/questionnaire/reading.h"
#include "feedback/questionnaire/tests/defective.h"
#include "feedback/questionnaire/tests/sample.h"

namespace opora::questionnaire::testing {
namespace {

nlohmann::json schema() {
  std::ifstream file(OPORA_QUESTIONNAIRE_SCHEMA);
  return nlohmann::json::parse(file);
}

nlohmann::json in_schema(const std::string& pointer) { return schema().at(nlohmann::json::json_pointer(pointer)); }

std::set<std::string> keys_of(const nlohmann::json& object) {
  std::set<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.insert(key);
  return keys;
}

// An object of the schema, and one of its kind in the sample file.
struct Object {
  const char* properties;
  const char* in_sample;
};
const Object kObjects[] = {{"/properties", ""},
                           {"/$defs/usedScale/properties", "/scales/0"},
                           {"/$defs/question/properties", "/questions/1"},
                           {"/$defs/option/properties", "/questions/1/options/0"},
                           {"/$defs/row/properties", "/questions/3/rows/0"},
                           {"/$defs/item/properties", "/questions/4/item"},
                           {"/$defs/condition/properties", "/questions/2/shown_if"},
                           {"/$defs/test/properties", "/questions/2/shown_if/all/0"}};

// Whether the reader knows a key there, whatever stands in it.
bool is_known(const std::string& place, const std::string& key) {
  const std::string patch = R"([{"op": "add", "path": ")" + place + "/" + key + R"(", "value": 0}])";
  const std::string lines = lines_of(read_questionnaire(changed_file({"", patch, ""}), sample_scales()).defects);
  return lines.find("UNKNOWN_KEY") == std::string::npos;
}

TEST(QuestionnaireSchema, HasTheFieldsThatAreRead) {
  for (const Object& object : kObjects) {
    for (const std::string& key : keys_of(in_schema(object.properties))) {
      EXPECT_TRUE(is_known(object.in_sample, key)) << object.properties << " " << key;
    }
    EXPECT_FALSE(is_known(object.in_sample, "nobody_knows_it")) << object.properties;
  }
}

TEST(QuestionnaireSchema, LeavesNoFieldOut) {
  const auto file = nlohmann::json::parse(sample_file());
  for (const Object& object : kObjects) {
    const std::set<std::string> said = keys_of(in_schema(object.properties));
    for (const std::string& key : keys_of(file.at(nlohmann::json::json_pointer(object.in_sample)))) {
      EXPECT_TRUE(said.contains(key)) << object.properties << " " << key;
    }
  }
  // What is read and stands in no one object of the sample.
  const std::set<std::string> of_questions = {"id", "kind", "text", "hint", "required", "unanimity_may_be_shown",
                                              "shown_if", "options", "rows", "item", "min", "max", "unit", "bands",
                                              "max_length"};
  EXPECT_EQ(keys_of(in_schema("/$defs/question/properties")), of_questions);
  EXPECT_EQ(keys_of(in_schema("/$defs/test/properties")),
            (std::set<std::string>{"question", "row", "is", "is_not", "includes", "answered"}));
}

TEST(QuestionnaireSchema, HasTheWordsThatAreRead) {
  std::vector<std::string> kinds;
  for (int number = 1; number <= 7; ++number) kinds.emplace_back(name_of(static_cast<Kind>(number)));
  EXPECT_EQ(in_schema("/$defs/question/properties/kind/enum").get<std::vector<std::string>>(), kinds);
  EXPECT_EQ(in_schema("/$defs/option/properties/role/enum").get<std::vector<std::string>>(),
            (std::vector<std::string>{"ordinary", "declined", "exclusive", "other"}));
  EXPECT_EQ(in_schema("/properties/schema/const").get<std::string>(), kSchema);
  EXPECT_EQ(in_schema("/$defs/id/pattern").get<std::string>(), "^[a-z0-9_]{1," + std::to_string(kIdBytesMax) + "}$");
}

TEST(QuestionnaireSchema, HasTheLimitsThatAreChecked) {
  const std::pair<const char*, std::int64_t> limits[] = {
      {"/properties/version/maximum", kVersionMax},
      {"/properties/languages/maxItems", kLanguagesMax},
      {"/properties/scales/maxItems", kScalesMax},
      {"/properties/questions/maxItems", kQuestionsMax},
      {"/$defs/title/additionalProperties/maxLength", kTitlePointsMax},
      {"/$defs/questionText/additionalProperties/maxLength", kQuestionPointsMax},
      {"/$defs/optionText/additionalProperties/maxLength", kOptionPointsMax},
      {"/$defs/hint/additionalProperties/maxLength", kHintPointsMax},
      {"/$defs/unit/additionalProperties/maxLength", kUnitPointsMax},
      {"/$defs/options/maxItems", kOptionsMax},
      {"/$defs/tests/maxItems", kTestsMax},
      {"/$defs/question/properties/rows/maxItems", kRowsMax},
      {"/$defs/question/properties/bands/maxItems", kBandsMax},
      {"/$defs/question/properties/max/maximum", kNumberMax},
      {"/$defs/question/properties/min/minimum", -kNumberMax},
      {"/$defs/question/properties/max_length/maximum", kOpenPointsMax}};
  for (const auto& [pointer, limit] : limits) EXPECT_EQ(in_schema(pointer).get<std::int64_t>(), limit) << pointer;
}

}  // namespace
}  // namespace opora::questionnaire::testing
