// Every defect is said in every language, and no sentence waits for a defect that there is not.
#include <map>
#include <vector>

#include <gtest/gtest.h>

#include "feedback/scales/tests/defective_scales.h"
#include "feedback_scales_words.h"

namespace opora::scales::testing {
namespace {

std::vector<Defect> defects_of_all() {
  std::vector<Defect> all{{"[1].scale_id", "SCALE_TWICE", {{"scale", "first"}}},
                          {"[1].items[0]", "ITEM_SCORED_TWICE", {{"code", "x"}, {"scale", "first"}}}};
  for (const auto& table : {defective_fields(), defective_methods(), defective_wordings(), defective_files()})
    for (const Defective& each : table) {
      const ReadScale read = read_scale(each.file);
      all.insert(all.end(), read.defects.begin(), read.defects.end());
    }
  return all;
}

TEST(WordsOfDefects, FillInAllTheirPartsInEachLanguage) {
  EXPECT_EQ(feedback_scales_words().languages(), (std::vector<std::string>{"bg", "en", "kk", "ru"}));
  for (const Defect& defect : defects_of_all()) {
    for (const std::string& language : feedback_scales_words().languages()) {
      const std::string sentence = sentence_of(defect, language);
      EXPECT_EQ(sentence.find('{'), std::string::npos) << language << ": " << sentence;
      for (const auto& [name, part] : defect.parts)
        EXPECT_NE(sentence.find(part), std::string::npos) << language << ", " << name << ": " << sentence;
    }
  }
}

TEST(WordsOfDefects, AreAllSaid) {
  std::map<std::string, bool> unsaid = feedback_scales_words().keys();
  for (const Defect& defect : defects_of_all()) unsaid.erase(defect.reason);
  for (const auto& [reason, ignored] : unsaid) ADD_FAILURE() << reason << " has words, and nothing says it";
}

TEST(WordsOfDefects, SayWhereAndWhyAndWhatToDo) {
  const Defect twice{"items[1].code", "ITEM_TWICE", {{"code", "p1"}}};
  EXPECT_EQ(to_text(twice), "items[1].code: ITEM_TWICE: An earlier item has the code \"p1\": an item is scored once.");
  EXPECT_EQ(to_text(twice, "ru-RU"),
            "items[1].code: ITEM_TWICE: Пункт с кодом \"p1\" уже есть: каждый пункт считается один раз.");
  EXPECT_EQ(to_text({"", "FILE_TOO_LARGE"}),
            "FILE_TOO_LARGE: A scale file is at most 1 MiB: this one holds something else.");
}

}  // namespace
}  // namespace opora::scales::testing
