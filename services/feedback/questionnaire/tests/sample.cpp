#include "feedback/questionnaire/tests/sample.h"

#include <stdexcept>

namespace opora::questionnaire::testing {
namespace {

constexpr const char* kSample = R"({
  "schema": "opora-questionnaire/1",
  "id": "sample",
  "version": 3,
  "languages": ["en", "ru"],
  "title": {"en": "Sample", "ru": "Пример"},
  "introduction": {"en": "Nobody can tell who answered what."},
  "scales": [{"id": "pace", "scoring_version": 2}],
  "option_sets": {
    "yes_or_no": [
      {"code": "yes", "text": {"en": "Yes", "ru": "Да"}},
      {"code": "no", "text": {"en": "No", "ru": "Нет"}},
      {"code": "rather_not", "text": {"en": "Rather not", "ru": "Не скажу"}, "role": "declined"}
    ]
  },
  "questions": [
    {"id": "clients", "kind": "single", "text": {"en": "Question clients", "ru": "Вопрос 1"}, "required": true,
     "unanimity_may_be_shown": true, "options": "yes_or_no"},
    {"id": "helps", "kind": "multiple", "text": {"en": "Question helps", "ru": "Вопрос 2"}, "min": 1, "max": 2,
     "hint": {"en": "One or two", "ru": "Один или два"},
     "options": [
       {"code": "talk", "text": {"en": "Option talk", "ru": "Вариант 1"}},
       {"code": "walk", "text": {"en": "Option walk"}},
       {"code": "sleep", "text": {"en": "Option sleep", "ru": "Вариант 3"}, "role": "other"},
       {"code": "none_of_these", "text": {"en": "None", "ru": "Ничего"}, "role": "exclusive"},
       {"code": "rather_not", "text": {"en": "Rather not", "ru": "Не скажу"}, "role": "declined"}
     ]},
    {"id": "walks", "kind": "number", "text": {"en": "Question walks", "ru": "Вопрос 3"}, "min": 0, "max": 60,
     "unit": {"en": "km", "ru": "км"}, "bands": [0, 10, 30],
     "options": [{"code": "rather_not", "text": {"en": "Rather not", "ru": "Не скажу"}, "role": "declined"}],
     "shown_if": {"all": [{"question": "helps", "includes": "walk"}]}},
    {"id": "pace", "kind": "matrix", "text": {"en": "Question pace", "ru": "Вопрос 4"},
     "rows": [{"code": "r1", "item": {"scale": "pace", "code": "p1"}},
              {"code": "r2", "item": {"scale": "pace", "code": "p2"}}],
     "options": [{"code": "rather_not", "text": {"en": "Rather not", "ru": "Не скажу"}, "role": "declined"}],
     "shown_if": {"all": [{"question": "clients", "is": "yes"}]}},
    {"id": "tired", "kind": "scale", "item": {"scale": "pace", "code": "p3"},
     "shown_if": {"all": [{"question": "clients", "is": "yes"}]}},
    {"id": "order", "kind": "ranking", "text": {"en": "Question order", "ru": "Вопрос 6"},
     "options": [{"code": "a", "text": {"en": "Option a", "ru": "Вариант а"}},
                 {"code": "b", "text": {"en": "Option b", "ru": "Вариант б"}},
                 {"code": "c", "text": {"en": "Option c", "ru": "Вариант в"}}]},
    {"id": "words", "kind": "open", "text": {"en": "Question words", "ru": "Вопрос 7"}, "max_length": 20}
  ]
})";

LocalizedText placeholder(const std::string& what) { return {{{"en", what}, {"ru", what + "-ru"}, {"kk", what}}}; }

std::vector<Option> placeholders(const std::vector<std::string>& codes) {
  std::vector<Option> options;
  for (const std::string& code : codes) options.push_back({code, placeholder("answer " + code)});
  return options;
}

}  // namespace

std::vector<ScaleShape> sample_scales() {
  ScaleShape pace;
  pace.id = "pace";
  pace.scoring_version = 2;
  const std::vector<Option> frequency = placeholders({"never", "sometimes", "always"});
  pace.items = {{"p1", placeholder("item p1"), frequency},
                {"p2", placeholder("item p2"), frequency},
                {"p3", placeholder("item p3"), placeholders({"low", "high"})}};
  Wording english{"en", 4, "a source", "a licence", "somebody invented", "2026-01-02"};
  Wording kazakh = english, russian = english;
  kazakh.language = "kk";
  russian.language = "ru";
  russian.translator = "a translator who was invented";
  pace.wordings = {kazakh, russian, english};
  ScaleShape bare;
  bare.id = "bare";
  bare.items.push_back({"b1", {}, {Option{"low", {}}, Option{"high", {}}}});
  return {pace, bare};
}

std::string sample_file() { return kSample; }

Questionnaire sample() {
  ReadQuestionnaire result = read_questionnaire(kSample, sample_scales());
  if (!result.questionnaire) throw std::logic_error("the sample has defects: " + lines_of(result.defects));
  return *std::move(result.questionnaire);
}

std::string lines_of(const Defects& defects) {
  std::string lines;
  for (const Defect& defect : defects.kept()) {
    lines += lines.empty() ? "" : "\n";
    lines += defect.path + (defect.path.empty() ? "" : " ") + defect.reason;
  }
  return lines;
}

}  // namespace opora::questionnaire::testing
