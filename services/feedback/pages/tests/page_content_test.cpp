// What a page knows is what the questionnaire and its scales say, in the reader's language.
#include "feedback/pages/page_content.h"

#include <array>

#include <gtest/gtest.h>

#include "feedback/pages/tests/sample.h"

namespace opora::pages::testing {
namespace {

using Json = nlohmann::json;

Json sample_data(const std::string& language, const std::string& wave = "") {
  const std::array scales{sample_scale()};
  return page_content(sample_questionnaire(), scales, {.language = language, .wave = wave, .help = {"Call us"}});
}

TEST(PageContent, IsInTheReadersLanguageAndMarksWhatIsNot) {
  const Json data = sample_data("en", "0190a5b0-0000-7000-8000-000000000001");
  EXPECT_EQ(data["title"], (Json{{"text", "How are you?"}, {"lang", ""}}));
  EXPECT_EQ(data["introduction"], Json(nullptr));
  const Json& tired = data["questions"][0];
  EXPECT_EQ(tired["rows"][0]["text"], (Json{{"text", "пункт a"}, {"lang", "ru"}})) << "nobody has translated it";
  EXPECT_EQ(tired["options"][2]["text"], (Json{{"text", "Не скажу"}, {"lang", "ru"}}));
  EXPECT_EQ(tired["options"][2]["role"], "declined");
  EXPECT_EQ(data["wave"], "0190a5b0-0000-7000-8000-000000000001");
  EXPECT_EQ(data["version"], 3);
  EXPECT_EQ(data["help"], Json::array({"Call us"}));
  EXPECT_EQ(data["length"], "3 questions. You may leave out any.");
}

TEST(PageContent, HasConditionsRowsAndBounds) {
  const Json data = sample_data("ru");
  const Json& why = data["questions"][1];
  EXPECT_EQ(why["shown_if"]["join"], "all");
  EXPECT_EQ(why["shown_if"]["tests"][0],
            (Json{{"question", "tired"}, {"row", "a"}, {"relation", "is_not"}, {"code", "never"}}));
  EXPECT_EQ(why["max_length"], 200);
  EXPECT_EQ(data["questions"][0]["rows"][1]["item"], (Json{{"scale", "tired"}, {"code", "b"}}));
  EXPECT_EQ(data["questions"][2]["required"], true);
  EXPECT_EQ(data["questions"][2]["unanimity"], true);
  EXPECT_EQ(data["questions"][0]["unanimity"], false);
}

TEST(PageContent, SaysWhatEachAnswerOfAScaleCountsAndWhoseItsWordsAre) {
  const Json scale = sample_data("ru")["scales"][0];
  EXPECT_EQ(scale["items"]["a"], (Json{{"never", 0}, {"always", 100}}));
  EXPECT_EQ(scale["items"]["b"], (Json{{"never", 100}, {"always", 0}})) << "reversed";
  EXPECT_EQ(scale["label"]["text"], "Усталость");
  EXPECT_EQ(scale["min_answered"], 1);
  EXPECT_EQ(scale["units_per_point"], 420);
  EXPECT_EQ(scale["highest"], 100);
  EXPECT_EQ(scale["source"], "A test");
  EXPECT_EQ(scale["is_validated"], false);
}

TEST(PageContent, HasNoScaleThatNobodyKnows) {
  EXPECT_EQ(page_content(sample_questionnaire(), {}, {})["scales"], Json::array());
  std::array others{sample_scale()};
  others[0].scoring_version = 9;
  EXPECT_EQ(page_content(sample_questionnaire(), others, {})["scales"], Json::array());
}

}  // namespace
}  // namespace opora::pages::testing
