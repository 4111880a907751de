// What is said of a questionnaire: everything in every language, and nothing that nobody says.
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "feedback/questionnaire/defects.h"
#include "feedback/questionnaire/tests/defective.h"
#include "feedback/questionnaire/tests/sample.h"
#include "questionnaire_words.h"

namespace opora::questionnaire::testing {
namespace {

// Those of versions.h, which versions_test.cpp has rows of.
const std::set<std::string> kOfVersions = {"OTHER_QUESTIONNAIRE", "VERSION_NOT_NEWER", "KIND_CHANGED",
                                           "ITEM_CHANGED",        "ROLE_CHANGED",      "RANGE_CHANGED"};

TEST(WordsOfDefects, AreThereInFourLanguages) {
  EXPECT_EQ(questionnaire_words().languages(), (std::vector<std::string>{"bg", "en", "kk", "ru"}));
}

// A sentence that was copied to be translated later has letters of the other alphabet. What stands in quotes is a
// file's own.
TEST(WordsOfDefects, AreInTheLanguagesOwnLetters) {
  const std::regex not_ours("\\{[a-z]+\\}|\"[^\"]*\"|JSON|UTF-8|MiB");
  for (const char* language : {"bg", "kk", "ru"}) {
    const Words& words = questionnaire_words().in(language);
    for (const auto& [reason, is_counted] : questionnaire_words().keys()) {
      ASSERT_FALSE(is_counted);
      const std::string text = std::regex_replace(words.text(reason), not_ours, "");
      EXPECT_EQ(text.find_first_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"), std::string::npos)
          << language << " " << reason << ": " << text;
    }
  }
}

// With all that stands in braces filled in: each file that is defective says so in each language.
TEST(WordsOfDefects, AreAllSaid) {
  std::set<std::string> said = kOfVersions;
  for (const Defective& defective : all_defective()) {
    const ReadQuestionnaire read = read_questionnaire(changed_file(defective), sample_scales());
    for (const Defect& defect : read.defects.kept()) {
      said.insert(defect.reason);
      for (const std::string& language : questionnaire_words().languages()) {
        EXPECT_EQ(sentence_of(defect, language).find('{'), std::string::npos)
            << language << " " << sentence_of(defect, language);
      }
    }
  }
  std::set<std::string> written;
  for (const auto& [reason, is_counted] : questionnaire_words().keys()) written.insert(reason);
  EXPECT_EQ(said, written);
}

TEST(Defects, AreSaidByPlaceReasonAndSentence) {
  const Defect defect{"questions[6].id", "ID_TWICE", {{"id", "order"}}};
  EXPECT_EQ(to_text(defect),
            "questions[6].id: ID_TWICE: An earlier question has the id \"order\": give this one another.");
  EXPECT_EQ(to_text(Defect{"", "KEY_MISSING", {{"key", "title"}}}, "ru-RU"),
            "KEY_MISSING: Нет поля \"title\": добавьте его.");
  EXPECT_EQ(sentence_of(defect, "fr"), sentence_of(defect, "en")) << "nobody has written them";
}

// What somebody typed is said as they typed it, whatever it looks like.
TEST(Defects, FillInNothingTwice) {
  EXPECT_EQ(sentence_of({"", "UNKNOWN_KEY", {{"key", "{key}{key}"}}}),
            "No field is called \"{key}{key}\" here: correct the name or remove it.");
}

}  // namespace
}  // namespace opora::questionnaire::testing
