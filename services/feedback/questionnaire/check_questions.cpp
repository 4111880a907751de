// Questions one by one: what each may hold by its kind, and what would be there twice.
#include <algorithm>
#include <functional>
#include <set>

#include "feedback/questionnaire/check_parts.h"
#include "feedback/questionnaire/paths.h"

namespace opora::questionnaire {
namespace {

constexpr std::size_t kOptionsMin = 2;  // beside the one to decline with

bool is_chosen_with_others(const Option& option) {
  return option.role == OptionRole::ordinary || option.role == OptionRole::other;
}

std::size_t count_of(const Question& question, OptionRole role) {
  return static_cast<std::size_t>(std::ranges::count(question.options, role, &Option::role));
}

bool is_allowed(OptionRole role, Kind kind) {
  if (role == OptionRole::exclusive) return kind == Kind::multiple;
  if (role == OptionRole::other) return kind == Kind::single || kind == Kind::multiple;
  return true;
}

// Of options, or of rows.
template <class Things>
void check_codes(const Things& things, const std::string& path, Defects& defects) {
  std::set<std::string> codes;
  for (std::size_t i = 0; i < things.size(); ++i)
    if (!codes.insert(things[i].code).second)
      defects.add(item_path(path, i) + ".code", "CODE_TWICE", {{"code", things[i].code}});
}

void check_options(const Question& question, const std::string& path, Defects& defects) {
  const std::string options = path + ".options";
  check_codes(question.options, options, defects);
  for (std::size_t i = 0; i < question.options.size(); ++i) {
    if (!is_allowed(question.options[i].role, question.kind))
      defects.add(item_path(options, i) + ".role", "ROLE_NOT_ALLOWED", {{"kind", std::string(name_of(question.kind))}});
  }
  const std::size_t declining_count = count_of(question, OptionRole::declined);
  const std::size_t asked_count = question.options.size() - declining_count;
  if (declining_count > 1) defects.add(options, "DECLINED_TWICE");
  if (question.required && declining_count == 0) defects.add(path + ".required", "REQUIRED_WITHOUT_DECLINED");
  if (question.kind == Kind::number || question.kind == Kind::open) {
    if (asked_count > 0) defects.add(options, "OPTIONS_NOT_ALLOWED");
    return;
  }
  if (asked_count < kOptionsMin) defects.add(options, "TOO_FEW", {{"min", std::to_string(kOptionsMin)}});
  if (question.kind == Kind::ranking && asked_count > kRankedMax)
    defects.add(options, "TOO_MANY", {{"max", std::to_string(kRankedMax)}});
}

void check_choices(const Question& question, const std::string& path, Defects& defects) {
  const auto [min, max] = question.choices;
  const auto most = static_cast<std::size_t>(std::ranges::count_if(question.options, is_chosen_with_others));
  if (min < 1 || min > max || max > most) defects.add(path, "BAD_CHOICES", {{"max", std::to_string(most)}});
}

void check_number(const NumberRange& number, const std::string& path, Defects& defects) {
  if (number.min > number.max) {
    defects.add(path, "BAD_RANGE");
    return;
  }
  if (number.bands.empty()) return;
  const bool rises = std::ranges::adjacent_find(number.bands, std::greater_equal<>()) == number.bands.end();
  if (!rises || number.bands.front() != number.min || number.bands.back() > number.max)
    defects.add(path + ".bands", "BAD_BANDS");
}

void check_question(const Question& question, const std::string& path, Defects& defects) {
  check_options(question, path, defects);
  check_codes(question.rows, path + ".rows", defects);
  if (question.kind == Kind::multiple || question.kind == Kind::ranking) check_choices(question, path, defects);
  if (question.kind == Kind::number) check_number(question.number, path, defects);
}

}  // namespace

void check_questions(const Questionnaire& questionnaire, Defects& defects) {
  std::set<std::string> ids;
  for (std::size_t i = 0; i < questionnaire.questions.size(); ++i) {
    const Question& question = questionnaire.questions[i];
    const std::string path = question_path(i);
    if (!ids.insert(question.id).second) defects.add(path + ".id", "ID_TWICE", {{"id", question.id}});
    check_question(question, path, defects);
  }
}

}  // namespace opora::questionnaire
