// Questionnaires are checked and made pages of without a platform, by its own rules. Those that are shipped are sound.
#include "opora/tool/questionnaires.h"

#include <fstream>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "platform/files/read_up_to.h"
#include "platform/testing/engines.h"

namespace opora::tool {
namespace {

// A scale of two placeholders, whose wording is nobody's.
constexpr const char* kPlaceholderScale = R"({
  "scale_id": "placeholders", "scoring_version": 1, "label": {"en": "Placeholders"},
  "option_sets": [{"code": "much", "options": [{"code": "0", "value": 0}, {"code": "1", "value": 100}]}],
  "items": [{"code": "p1", "option_set": "much"}, {"code": "p2", "option_set": "much"}],
  "min_answered": 1, "rule": {"method": "mean"}, "range": {"lowest": 0, "highest": 100},
  "direction": "higher_is_worse", "source": "Invented", "terms": "Invented",
  "wordings": [{"language": "en", "text_version": 1, "text_source": "Invented", "text_licence": "None",
    "permitted_by": "Nobody", "permitted_at": "2026-02-28", "items": {"p1": "item p1", "p2": "item p2"},
    "options": {"much": {"0": "No", "1": "Yes"}}}]
})";

class QuestionnaireFiles : public ::testing::Test {
 protected:
  std::string shipped(const std::string& name) const { return std::string(OPORA_QUESTIONNAIRES) + "/" + name; }
  std::string written(const std::string& name, const std::string& text) const {
    std::ofstream(folder_.file(name)) << text;
    return folder_.file(name);
  }
  // One that asks a question, whose id is given.
  std::string asking(const std::string& id) const {
    return written("asked.json", R"({"schema": "opora-questionnaire/1", "id": "asked", "version": 1,
      "languages": ["en", "ru"], "title": {"en": "Asked"}, "questions": [
        {"id": ")" + id + R"(", "kind": "open", "text": {"en": "Why?"}, "max_length": 100}]})");
  }

  // What was said meanwhile: on the output, and on the other one.
  template <class Act>
  std::pair<std::string, std::string> heard(const Act& act) const {
    ::testing::internal::CaptureStdout();
    ::testing::internal::CaptureStderr();
    act();
    const std::string output = ::testing::internal::GetCapturedStdout();
    return {output, ::testing::internal::GetCapturedStderr()};
  }

  const testing::TemporaryFolder folder_;
};

TEST_F(QuestionnaireFiles, ThatAreShippedAreSound) {
  QuestionnaireOptions options;
  options.files = {shipped("own_strain.json"), shipped("own_strain_after.json")};
  const auto [output, errors] = heard([&] { EXPECT_TRUE(check_questionnaires(options)); });
  EXPECT_NE(output.find("own_strain_after/1 can be used. Each answer is padded to "), std::string::npos) << output;
  EXPECT_EQ(output.find(": no "), std::string::npos) << "each text is there in each language: " << output;
  EXPECT_EQ(errors, "");
}

TEST_F(QuestionnaireFiles, AreToldWhatTheyLack) {
  QuestionnaireOptions options;
  options.files = {asking("why")};
  const auto [output, errors] = heard([&] { EXPECT_TRUE(check_questionnaires(options)); });
  EXPECT_NE(output.find("asked.json: no ru at "), std::string::npos) << output;
  EXPECT_EQ(errors, "");
}

// All are looked at, whatever the first holds.
TEST_F(QuestionnaireFiles, HaveTheirDefectsToldByPathOnTheOtherOutput) {
  QuestionnaireOptions options;
  options.files = {asking("NOT AN ID"), folder_.file("none.json"), shipped("own_strain.json")};
  const auto [output, errors] =
      heard([&] { EXPECT_EQ(check_questionnaires(options).error().reason, "QUESTIONNAIRE_DEFECTIVE"); });
  EXPECT_NE(errors.find("asked.json: "), std::string::npos) << errors;
  EXPECT_NE(errors.find("questions[0].id"), std::string::npos) << errors;
  EXPECT_NE(output.find("own_strain/1 can be used"), std::string::npos) << output;
}

TEST_F(QuestionnaireFiles, MayAskScalesOfOtherFiles) {
  QuestionnaireOptions options;
  options.files = {written("scaled.json", R"({"schema": "opora-questionnaire/1", "id": "scaled", "version": 1,
      "languages": ["en"], "title": {"en": "Scaled"}, "scales": [{"id": "placeholders", "scoring_version": 1}],
      "questions": [{"id": "how", "kind": "matrix", "text": {"en": "How?"},
        "rows": [{"code": "p1", "item": {"scale": "placeholders", "code": "p1"}},
                 {"code": "p2", "item": {"scale": "placeholders", "code": "p2"}}]}]})")};
  heard([&] { EXPECT_FALSE(check_questionnaires(options)) << "nobody knows that scale"; });
  options.scale_files = {written("scale.json", kPlaceholderScale)};
  const auto [output, errors] = heard([&] { EXPECT_TRUE(check_questionnaires(options)); });
  EXPECT_NE(output.find("scaled/1 can be used"), std::string::npos) << output << errors;
  options.scale_files = {written("scale.json", "{}")};
  heard([&] { EXPECT_EQ(check_questionnaires(options).error().reason, "SCALE_DEFECTIVE"); });
}

TEST_F(QuestionnaireFiles, BecomePagesInTheReadersLanguage) {
  QuestionnaireOptions options;
  options.files = {shipped("own_strain.json")};
  options.language = "kk";
  options.wave = "00000000-0000-7000-8000-000000000007";
  options.help = {"Сенім телефоны"};
  options.out = folder_.file("page.html");
  heard([&] { ASSERT_TRUE(render_questionnaire(options)); });
  const std::string page = read_up_to(options.out, 1 << 20).value();
  EXPECT_NE(page.find("<html lang=\"kk\""), std::string::npos);
  EXPECT_NE(page.find("Соңғы екі апта қандай болды"), std::string::npos);
  EXPECT_NE(page.find(options.wave), std::string::npos);
  EXPECT_NE(page.find("Сенім телефоны"), std::string::npos);
  EXPECT_EQ(page.find("Какими были"), std::string::npos) << "no other language";
  options.wave = "ours";
  EXPECT_EQ(render_questionnaire(options).error().reason, "ID_MALFORMED");
}

}  // namespace
}  // namespace opora::tool
