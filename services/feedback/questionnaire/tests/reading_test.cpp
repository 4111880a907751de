// What a file says, and what is wrong with one: a row is a rule.
#include "feedback/questionnaire/reading.h"

#include <gtest/gtest.h>

#include "feedback/questionnaire/tests/defective.h"
#include "feedback/questionnaire/tests/sample.h"

namespace opora::questionnaire::testing {
namespace {

class DefectiveFile : public ::testing::TestWithParam<Defective> {};

TEST_P(DefectiveFile, IsNamedByPathAndReason) {
  const ReadQuestionnaire read = read_questionnaire(changed_file(GetParam()), sample_scales());
  EXPECT_EQ(lines_of(read.defects), GetParam().defects) << GetParam().rule;
  EXPECT_FALSE(read.questionnaire.has_value()) << GetParam().rule;
}

const auto kRowName = [](const auto& info) { return "Row" + std::to_string(info.index); };
INSTANTIATE_TEST_SUITE_P(Files, DefectiveFile, ::testing::ValuesIn(files_that_are_none()), kRowName);
INSTANTIATE_TEST_SUITE_P(Fields, DefectiveFile, ::testing::ValuesIn(fields_that_are_wrong()), kRowName);
INSTANTIATE_TEST_SUITE_P(Questions, DefectiveFile, ::testing::ValuesIn(questions_that_are_wrong()), kRowName);
INSTANTIATE_TEST_SUITE_P(Conditions, DefectiveFile, ::testing::ValuesIn(conditions_that_are_wrong()), kRowName);
INSTANTIATE_TEST_SUITE_P(Scales, DefectiveFile, ::testing::ValuesIn(scales_that_are_wrong()), kRowName);

TEST(QuestionnaireFile, SaysWhatItAsks) {
  const Questionnaire read = sample();
  EXPECT_EQ(read.id, "sample");
  EXPECT_EQ(read.version, 3);
  EXPECT_EQ(read.languages, (std::vector<std::string>{"en", "ru"}));
  ASSERT_EQ(read.questions.size(), 7u);
  const Question& clients = read.questions[0];
  EXPECT_TRUE(clients.required);
  EXPECT_TRUE(clients.unanimity_may_be_shown);
  ASSERT_EQ(clients.options.size(), 3u) << "of the set";
  EXPECT_EQ(clients.options[2].role, OptionRole::declined);
  const Question& walks = read.questions[2];
  EXPECT_EQ(walks.number.bands, (std::vector<std::int64_t>{0, 10, 30}));
  EXPECT_EQ(walks.shown_if, (Condition{Condition::Join::all, {{"helps", "", Relation::includes, "walk"}}}));
  EXPECT_FALSE(walks.unanimity_may_be_shown) << "unless it says so";
  EXPECT_FALSE(walks.required);
  EXPECT_EQ(read.questions[1].choices, (Choices{1, 2}));
  EXPECT_EQ(read.questions[5].choices, (Choices{1, 3})) << "all of them, where nothing is said";
  EXPECT_EQ(read.questions[6].points_max, 20u);
}

TEST(QuestionnaireFile, GetsTheWordingOfItsScalesWithWhoseLeave) {
  const Questionnaire read = sample();
  const Question& pace = read.questions[3];
  EXPECT_EQ(pace.rows[0].text, (LocalizedText{{{"en", "item p1"}, {"ru", "item p1-ru"}}})) << "in its languages alone";
  ASSERT_EQ(pace.options.size(), 4u);
  EXPECT_EQ(pace.options[0].code, "never");
  EXPECT_EQ(pace.options[3].code, "rather_not") << "the questionnaire's own, behind those of the scale";
  EXPECT_EQ(read.questions[4].text, (LocalizedText{{{"en", "item p3"}, {"ru", "item p3-ru"}}}));
  ASSERT_EQ(read.scales.size(), 1u);
  ASSERT_EQ(read.scales[0].wordings.size(), 2u);
  EXPECT_EQ(read.scales[0].wordings[0].language, "en") << "in the order of its languages";
  EXPECT_EQ(read.scales[0].wordings[1].translator, "a translator who was invented");
  EXPECT_EQ(read.scales[0].wordings[0].text_licence, "a licence");
}

TEST(QuestionnaireFile, IsReadHoweverItsTextsAreComposed) {
  std::string file = sample_file();
  const std::string title = "Sample";
  file.replace(file.find(title), title.size(), "Сергеи\u0306 \u00a0 Z\u200b");
  const ReadQuestionnaire read = read_questionnaire(file, sample_scales());
  ASSERT_TRUE(read.questionnaire) << lines_of(read.defects);
  EXPECT_EQ(read.questionnaire->title.by_language.at("en"), "Сергей Z");
}

// NFC makes 120 of 240.
TEST(QuestionnaireFile, CountsCharactersAsTheyAreComposed) {
  std::string title;
  for (int i = 0; i < 120; ++i) title += "и\u0306";
  const std::string patch = R"([{"op": "add", "path": "/title/en", "value": ")" + title + R"("}])";
  EXPECT_EQ(lines_of(read_questionnaire(changed_file({"", patch, ""}), sample_scales()).defects), "");
}

TEST(QuestionnaireFile, HasAtMostSixtyQuestionsAndTwentyOptions) {
  std::string questions, options;
  for (int i = 0; i < 20; ++i)
    options += (i == 0 ? "" : ",") + (R"({"code": "o)" + std::to_string(i)) + R"(", "text": {"en": "Option"}})";
  for (int i = 0; i < 60; ++i)
    questions += (i == 0 ? "" : ",") + (R"({"id": "q)" + std::to_string(i)) +
                 R"(", "kind": "multiple", "text": {"en": "Question"}, "options": [)" + options + "]}";
  const std::string patch = R"([{"op": "remove", "path": "/scales"},
                                {"op": "replace", "path": "/questions", "value": [)" + questions + "]}]";
  EXPECT_EQ(lines_of(read_questionnaire(changed_file({"", patch, ""}), sample_scales()).defects), "");
}

TEST(QuestionnaireFile, NamesAllThatIsWrongAtOnce) {
  const std::string patch = R"([{"op": "remove", "path": "/title"}, {"op": "add", "path": "/id", "value": "?"},
                                {"op": "add", "path": "/questions/6/kind", "value": "text"}])";
  EXPECT_EQ(lines_of(read_questionnaire(changed_file({"", patch, ""}), sample_scales()).defects),
            "id BAD_ID\nKEY_MISSING\nquestions[6].kind UNKNOWN_WORD");
}

TEST(QuestionnaireFile, KeepsNoMoreDefectsThanAnybodyReads) {
  std::string keys;
  for (int i = 0; i < 60; ++i)
    keys += (i == 0 ? "" : ",") + (R"({"op": "add", "path": "/k)" + std::to_string(i)) + R"(", "value": 1})";
  const ReadQuestionnaire read = read_questionnaire(changed_file({"", "[" + keys + "]", ""}), sample_scales());
  EXPECT_EQ(read.defects.kept().size(), Defects::kKeptMax);
  EXPECT_EQ(read.defects.total(), 60u);
}

TEST(QuestionnaireOfACommand, IsRefusedWithItsDefects) {
  const std::string patch = R"([{"op": "add", "path": "/id", "value": "?"}])";
  const auto refused = questionnaire_of(changed_file({"", patch, ""}), sample_scales());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::invalid);
  EXPECT_EQ(refused.error().reason, "QUESTIONNAIRE_DEFECTIVE");
  ASSERT_EQ(refused.error().fields.size(), 1u);
  EXPECT_EQ(refused.error().fields[0].field, "id");
  EXPECT_TRUE(refused.error().fields[0].description.starts_with("BAD_ID: \"?\" can't be an id"));
  EXPECT_TRUE(questionnaire_of(sample_file(), sample_scales()));
}

// What somebody typed may stand on a terminal: no more of it than says which it is, and nothing that steers.
TEST(QuestionnaireFile, RepeatsLittleOfWhatWasTyped) {
  const std::string patch =
      R"([{"op": "add", "path": "/id", "value": "\u001b[31m)" + std::string(100, 'A') + R"("}])";
  const ReadQuestionnaire read = read_questionnaire(changed_file({"", patch, ""}), sample_scales());
  ASSERT_EQ(read.defects.kept().size(), 1u);
  EXPECT_EQ(read.defects.kept()[0].parts[0].second, " [31m" + std::string(35, 'A') + "…");
}

}  // namespace
}  // namespace opora::questionnaire::testing
