// Which text is shown to whom, and which are missing.
#include "feedback/questionnaire/texts.h"

#include <gtest/gtest.h>

#include "feedback/questionnaire/tests/sample.h"

namespace opora::questionnaire::testing {
namespace {

Questionnaire in_three_languages() {
  Questionnaire questionnaire;
  questionnaire.languages = {"ru", "en", "kk"};
  return questionnaire;
}

std::string shown(const LocalizedText& text, const std::string& language) {
  const ShownText shown = text_in(in_three_languages(), text, language);
  return shown.language + ": " + shown.text;
}

TEST(ShownTexts, AreInTheReadersLanguage) {
  const LocalizedText text{{{"ru", "Да"}, {"en", "Yes"}, {"kk", "Иә"}}};
  EXPECT_EQ(shown(text, "kk"), "kk: Иә");
  EXPECT_EQ(shown(text, "kk-KZ"), "kk: Иә");
  EXPECT_EQ(shown(text, "kk-Cyrl-KZ"), "kk: Иә");
  EXPECT_EQ(shown(text, "en"), "en: Yes");
}

TEST(ShownTexts, FallBackInTheOrderThatTheFileStates) {
  const LocalizedText text{{{"en", "Yes"}, {"ru", "Да"}}};
  EXPECT_EQ(shown(text, "kk"), "ru: Да") << "the first of the languages, and not of the alphabet";
  EXPECT_EQ(shown(text, "fr"), "ru: Да");
  EXPECT_EQ(shown(text, ""), "ru: Да");
  EXPECT_EQ(shown({{{"en", "Yes"}, {"kk", "Иә"}}}, "fr"), "en: Yes") << "then the second";
  EXPECT_EQ(shown({}, "ru"), ": ") << "a hint that nobody wrote";
}

TEST(MissingTranslations, AreListedByPlaceAndLanguage) {
  EXPECT_EQ(missing_translations(sample()),
            (std::vector<MissingText>{{"ru", "introduction"}, {"ru", "questions[1].options[1].text"}}));
}

TEST(MissingTranslations, AreThoseOfScalesAndUnitsAsWell) {
  Questionnaire questionnaire = sample();
  questionnaire.questions[1].hint.by_language.erase("ru");
  questionnaire.questions[2].number.unit.by_language.erase("ru");
  questionnaire.questions[3].rows[1].text.by_language.erase("ru");
  questionnaire.questions[4].options[0].text.by_language.erase("ru");
  questionnaire.questions[6].text.by_language.erase("ru");
  EXPECT_EQ(missing_translations(questionnaire),
            (std::vector<MissingText>{{"ru", "introduction"},
                                      {"ru", "questions[1].hint"},
                                      {"ru", "questions[1].options[1].text"},
                                      {"ru", "questions[2].unit"},
                                      {"ru", "questions[3].rows[1].text"},
                                      {"ru", "questions[4].options[0].text"},
                                      {"ru", "questions[6].text"}}));
}

}  // namespace
}  // namespace opora::questionnaire::testing
