// The texts of a questionnaire in the language of who reads. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "feedback/questionnaire/questionnaire.h"

namespace opora::questionnaire {

struct ShownText {
  std::string language;  // of the text, which may be another than was asked for
  std::string text;      // empty if nothing was written at all, such as a hint
};

// In the language of a tag such as "ru-RU"; where it lacks the text, in the first of the questionnaire's languages that
// has it: that order is the fallback, and says so in the file.
ShownText text_in(const Questionnaire& questionnaire, const LocalizedText& text, std::string_view language);

struct MissingText {
  std::string language;
  std::string path;  // as defects have it: "questions[2].options[0].text"
  bool operator==(const MissingText&) const = default;
};

// What is written in some language and not in another of the questionnaire's: shown by its fallback, so no defect. By
// path, then in the order of the languages.
std::vector<MissingText> missing_translations(const Questionnaire& questionnaire);

}  // namespace opora::questionnaire
