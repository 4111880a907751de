#include "feedback/questionnaire/texts.h"

#include <utility>

#include "feedback/questionnaire/paths.h"

namespace opora::questionnaire {
namespace {

using Missing = std::vector<MissingText>;

class Looking {
 public:
  explicit Looking(const Questionnaire& questionnaire) : questionnaire_(questionnaire) {}

  // A text that is not there at all, such as a hint, lacks no translation.
  void look(const LocalizedText& text, const std::string& path) {
    if (text.by_language.empty()) return;
    for (const std::string& language : questionnaire_.languages)
      if (!text.by_language.contains(language)) missing_.push_back({language, path});
  }

  void look(const Question& question, const std::string& path) {
    look(question.text, path + ".text");
    look(question.hint, path + ".hint");
    for (std::size_t i = 0; i < question.options.size(); ++i)
      look(question.options[i].text, item_path(path + ".options", i) + ".text");
    for (std::size_t i = 0; i < question.rows.size(); ++i)
      look(question.rows[i].text, item_path(path + ".rows", i) + ".text");
    look(question.number.unit, path + ".unit");
  }

  Missing all() {
    look(questionnaire_.title, "title");
    look(questionnaire_.introduction, "introduction");
    for (std::size_t i = 0; i < questionnaire_.questions.size(); ++i)
      look(questionnaire_.questions[i], question_path(i));
    return std::move(missing_);
  }

 private:
  const Questionnaire& questionnaire_;
  Missing missing_;
};

}  // namespace

// RFC 4647, 3.4: a tag that nothing is written in is shortened from its end.
ShownText text_in(const Questionnaire& questionnaire, const LocalizedText& text, std::string_view language) {
  while (!language.empty()) {
    const auto found = text.by_language.find(std::string(language));
    if (found != text.by_language.end()) return {found->first, found->second};
    const auto dash = language.rfind('-');
    language = dash == std::string_view::npos ? std::string_view() : language.substr(0, dash);
  }
  for (const std::string& each : questionnaire.languages) {
    const auto found = text.by_language.find(each);
    if (found != text.by_language.end()) return {found->first, found->second};
  }
  return {};
}

std::vector<MissingText> missing_translations(const Questionnaire& questionnaire) {
  return Looking(questionnaire).all();
}

}  // namespace opora::questionnaire
