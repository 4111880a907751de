// The questionnaires that are shipped, for rounds to begin with: they read, in each language whole, and say of
// themselves what they are.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

#include "feedback/questionnaire/encoding.h"
#include "feedback/questionnaire/reading.h"
#include "feedback/questionnaire/tests/sample.h"
#include "feedback/questionnaire/texts.h"
#include "feedback/scales/built_in.h"

namespace opora::questionnaire::testing {
namespace {

ScaleShape::Item item_of(const scales::Scale& scale, const scales::Item& item) {
  ScaleShape::Item shape;
  shape.code = item.code;
  for (const scales::Option& option : scales::find_option_set(scale, item.option_set)->options)
    shape.options.push_back({option.code, {}});
  for (const scales::Wording& wording : scale.wordings) {
    shape.text.by_language[wording.language] = wording.items.at(item.code);
    for (Option& option : shape.options)
      option.text.by_language[wording.language] = wording.options.at(item.option_set).at(option.code);
  }
  return shape;
}

std::vector<ScaleShape> shapes() {
  std::vector<ScaleShape> shapes;
  for (const scales::Scale& scale : scales::built_in_scales()) {
    ScaleShape shape;
    shape.id = scale.scale_id;
    shape.scoring_version = scale.scoring_version;
    for (const scales::Item& item : scale.items) shape.items.push_back(item_of(scale, item));
    for (const scales::Wording& each : scale.wordings)
      shape.wordings.push_back({each.language, each.text_version, each.text_source, each.text_licence,
                                each.permitted_by, each.permitted_at, each.translator, each.validated_by,
                                each.substitution});
    shapes.push_back(std::move(shape));
  }
  return shapes;
}

std::string shipped_file(const std::string& name) {
  std::ifstream file(std::filesystem::path(OPORA_QUESTIONNAIRES) / name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::set<std::string> shipped_names() {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(OPORA_QUESTIONNAIRES))
    if (entry.path().extension() == ".json") names.insert(entry.path().filename().string());
  return names;
}

Questionnaire shipped(const std::string& name) {
  ReadQuestionnaire read = read_questionnaire(shipped_file(name), shapes());
  if (!read.questionnaire) throw std::runtime_error(name + ": " + lines_of(read.defects));
  return *std::move(read.questionnaire);
}

TEST(ShippedQuestionnaires, ReadWithoutADefectAndAreCalledLikeTheirFiles) {
  EXPECT_EQ(shipped_names(), (std::set<std::string>{"own_strain.json", "own_strain_after.json"}));
  for (const std::string& name : shipped_names()) {
    const ReadQuestionnaire read = read_questionnaire(shipped_file(name), shapes());
    EXPECT_EQ(lines_of(read.defects), "") << name;
    ASSERT_TRUE(read.questionnaire) << name;
    EXPECT_EQ(read.questionnaire->id + ".json", name);
  }
}

TEST(ShippedQuestionnaires, AreWholeInFourLanguages) {
  for (const std::string& name : shipped_names()) {
    const Questionnaire read = shipped(name);
    EXPECT_EQ(read.languages, (std::vector<std::string>{"en", "ru", "bg", "kk"})) << name;
    EXPECT_EQ(missing_translations(read), std::vector<MissingText>()) << name;
  }
}

TEST(ShippedQuestionnaires, SayThatTheyAreNotValidated) {
  for (const std::string& name : shipped_names()) {
    const Questionnaire read = shipped(name);
    EXPECT_NE(read.introduction.by_language.at("en").find("not validated"), std::string::npos) << name;
    ASSERT_EQ(read.scales.size(), 1u) << name;
    EXPECT_EQ(read.scales[0].wordings.size(), 4u) << name;
    for (const Wording& wording : read.scales[0].wordings) {
      EXPECT_EQ(wording.validated_by, "") << name << " " << wording.language;
      EXPECT_EQ(wording.text_licence, "Apache-2.0") << name << " " << wording.language;
    }
  }
}

// Nobody is made to answer, and answers to both take as little as one another: one is as many bytes as the other.
TEST(ShippedQuestionnaires, FitInTwoKilobytes) {
  for (const std::string& name : shipped_names()) EXPECT_EQ(padded_size(shipped(name)), 2048u) << name;
}

TEST(ShippedQuestionnaires, HaveAQuestionOfEachKind) {
  std::set<Kind> kinds;
  for (const std::string& name : shipped_names()) {
    const Questionnaire read = shipped(name);
    for (const Question& question : read.questions) kinds.insert(question.kind);
  }
  EXPECT_EQ(kinds.size(), 7u);
}

// The page for whoever writes one: its first block is a file, and what it says of a mistake is what is said.
TEST(QuestionnairesPage, HasAnExampleThatReads) {
  std::ifstream file(OPORA_QUESTIONNAIRES_PAGE);
  std::ostringstream text;
  text << file.rdbuf();
  const std::string page = text.str(), begin = "```json\n", end = "\n```";
  const auto from = page.find(begin) + begin.size();
  const ReadQuestionnaire read = read_questionnaire(page.substr(from, page.find(end, from) - from), {});
  EXPECT_EQ(lines_of(read.defects), "");
  std::string wrong = shipped_file("own_strain.json");
  const std::string test = R"("is": "yes")";
  wrong.replace(wrong.find(test), test.size(), R"("is": "yess")");
  const ReadQuestionnaire mistaken = read_questionnaire(wrong, shapes());
  ASSERT_EQ(mistaken.defects.kept().size(), 1u);
  EXPECT_NE(page.find("own_strain.json: " + to_text(mistaken.defects.kept()[0])), std::string::npos)
      << to_text(mistaken.defects.kept()[0]);
}

TEST(ShippedQuestionnaires, AskWhoeverHelpsOthersOneQuestionMore) {
  const Questionnaire read = shipped("own_strain.json");
  const std::vector<GivenAnswer> helper = {{"clients", "", {"yes"}, {}, ""}, {"talk", "", {"nobody"}, {}, ""}};
  const std::vector<GivenAnswer> other = {{"clients", "", {"no"}, {}, ""}};
  const Answers of_helper = check_answers(read, 1, helper).value(), of_other = check_answers(read, 1, other).value();
  EXPECT_EQ(find_answer(of_helper.answers, "talk")->state, AnswerState::answered);
  EXPECT_EQ(find_answer(of_other.answers, "talk")->state, AnswerState::not_shown);
}

}  // namespace
}  // namespace opora::questionnaire::testing
