// Conditions ask about what stands above them. So no two questions can wait for each other, and whoever answers is
// never asked to go back.
#include <algorithm>

#include "feedback/questionnaire/check_parts.h"
#include "feedback/questionnaire/paths.h"

namespace opora::questionnaire {
namespace {

using Questions = std::vector<Question>;

std::string_view name_of(Relation relation) {
  switch (relation) {
    case Relation::is: return "is";
    case Relation::is_not: return "is_not";
    case Relation::includes: return "includes";
    case Relation::answered:
    case Relation::not_answered: return "answered";
  }
  return "answered";
}

bool is_about_an_option(const Test& test) {
  return test.relation != Relation::answered && test.relation != Relation::not_answered;
}

bool is_allowed(Relation relation, Kind kind) {
  switch (relation) {
    case Relation::is:
    case Relation::is_not: return kind == Kind::single || kind == Kind::scale || kind == Kind::matrix;
    case Relation::includes: return kind == Kind::multiple || kind == Kind::ranking;
    case Relation::answered:
    case Relation::not_answered: return true;
  }
  return true;
}

void check_row(const Test& test, const Question& asked, const std::string& path, Defects& defects) {
  if (asked.kind == Kind::matrix && test.row.empty()) defects.add(path, "ROW_MISSING", {{"id", asked.id}});
  if (!test.row.empty() && find_row(asked, test.row) == nullptr)
    defects.add(path + ".row", "UNKNOWN_ROW", {{"id", asked.id}, {"row", test.row}});
}

void check_option(const Test& test, const Question& asked, const std::string& path, Defects& defects) {
  const std::string relation(name_of(test.relation));
  const std::string place = path + "." + relation;
  if (!is_allowed(test.relation, asked.kind)) {
    const std::string kind(questionnaire::name_of(asked.kind));
    defects.add(place, "RELATION_NOT_ALLOWED", {{"relation", relation}, {"kind", kind}});
    return;
  }
  if (!is_about_an_option(test)) return;
  const Option* option = find_option(asked, test.code);
  if (option == nullptr) defects.add(place, "UNKNOWN_OPTION", {{"id", asked.id}, {"code", test.code}});
  else if (option->role == OptionRole::declined) defects.add(place, "CONDITION_ON_DECLINED");
}

// Of a test of the question at `place`.
void check_test(const Test& test, const Questions& questions, std::size_t place, const std::string& path,
                Defects& defects) {
  const auto asked = std::ranges::find(questions, test.question, &Question::id);
  if (asked == questions.end()) {
    defects.add(path + ".question", "UNKNOWN_QUESTION", {{"id", test.question}});
  } else if (static_cast<std::size_t>(asked - questions.begin()) >= place) {
    defects.add(path + ".question", "CONDITION_ON_LATER", {{"id", test.question}});
  } else {
    check_row(test, *asked, path, defects);
    check_option(test, *asked, path, defects);
  }
}

}  // namespace

void check_conditions(const Questionnaire& questionnaire, Defects& defects) {
  const Questions& questions = questionnaire.questions;
  for (std::size_t place = 0; place < questions.size(); ++place) {
    const Condition& condition = questions[place].shown_if;
    const std::string join = condition.join == Condition::Join::all ? ".shown_if.all" : ".shown_if.any";
    for (std::size_t i = 0; i < condition.tests.size(); ++i)
      check_test(condition.tests[i], questions, place, item_path(question_path(place) + join, i), defects);
  }
}

}  // namespace opora::questionnaire
