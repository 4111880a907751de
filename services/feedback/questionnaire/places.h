// Where answers stand: each question is a place, and of a matrix each row, in the questionnaire's order. For this
// library alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "feedback/questionnaire/questionnaire.h"

namespace opora::questionnaire {

// Points into the questionnaire that it is of.
struct Place {
  const Question* question;
  const Row* row;  // null but of a matrix

  std::string_view row_code() const { return row == nullptr ? std::string_view() : std::string_view(row->code); }
  // "stress", "work.pace"
  std::string name() const { return row == nullptr ? question->id : question->id + "." + row->code; }
};

inline std::vector<Place> places_of(const Questionnaire& questionnaire) {
  std::vector<Place> places;
  for (const Question& question : questionnaire.questions) {
    if (question.kind != Kind::matrix) places.push_back({&question, nullptr});
    for (const Row& row : question.rows) places.push_back({&question, &row});
  }
  return places;
}

// In what form a kind is answered.
enum class AnswerForm { one_option, several_options, ranked_options, number, text };

inline AnswerForm form_of(Kind kind) {
  switch (kind) {
    case Kind::multiple: return AnswerForm::several_options;
    case Kind::ranking: return AnswerForm::ranked_options;
    case Kind::number: return AnswerForm::number;
    case Kind::open: return AnswerForm::text;
    case Kind::single:
    case Kind::scale:
    case Kind::matrix: return AnswerForm::one_option;
  }
  return AnswerForm::one_option;
}

}  // namespace opora::questionnaire
