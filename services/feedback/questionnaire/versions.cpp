#include "feedback/questionnaire/versions.h"

#include <algorithm>
#include <functional>

#include "feedback/questionnaire/paths.h"
#include "feedback/questionnaire/places.h"

namespace opora::questionnaire {
namespace {

// What an earlier version has given a meaning to, against what the next one makes of it.
void check_options(const Question& before, const Question& next, const std::string& path, Defects& defects) {
  for (std::size_t i = 0; i < next.options.size(); ++i) {
    const Option* option = find_option(before, next.options[i].code);
    if (option != nullptr && option->role != next.options[i].role)
      defects.add(item_path(path + ".options", i), "ROLE_CHANGED", {{"code", option->code}});
  }
}

void check_rows(const Question& before, const Question& next, const std::string& path, Defects& defects) {
  for (std::size_t i = 0; i < next.rows.size(); ++i) {
    const Row* row = find_row(before, next.rows[i].code);
    if (row != nullptr && row->item != next.rows[i].item)
      defects.add(item_path(path + ".rows", i), "ITEM_CHANGED", {{"id", row->code}});
  }
}

void check_question(const Question& before, const Question& next, const std::string& path, Defects& defects) {
  const bool has_other_range = before.number.min != next.number.min || before.number.max != next.number.max ||
                               before.number.bands != next.number.bands;
  if (before.kind != next.kind) {
    defects.add(path + ".kind", "KIND_CHANGED", {{"id", next.id}});
    return;
  }
  if (before.item != next.item) defects.add(path + ".item", "ITEM_CHANGED", {{"id", next.id}});
  if (has_other_range) defects.add(path, "RANGE_CHANGED", {{"id", next.id}});
  check_options(before, next, path, defects);
  check_rows(before, next, path, defects);
}

void check_against(const Questionnaire& before, const Questionnaire& next, Defects& defects) {
  if (before.id != next.id) {
    defects.add("id", "OTHER_QUESTIONNAIRE", {{"id", before.id}});
    return;
  }
  if (before.version >= next.version)
    defects.add("version", "VERSION_NOT_NEWER", {{"version", std::to_string(before.version)}});
  for (std::size_t i = 0; i < next.questions.size(); ++i) {
    const Question* question = find_question(before, next.questions[i].id);
    if (question != nullptr) check_question(*question, next.questions[i], question_path(i), defects);
  }
}

}  // namespace

void check_next_version(std::span<const Questionnaire> earlier, const Questionnaire& next, Defects& defects) {
  // The newest first, and no further where it says something: what is wrong with one is often wrong with all.
  std::vector<const Questionnaire*> newest_first;
  for (const Questionnaire& each : earlier) newest_first.push_back(&each);
  std::ranges::sort(newest_first, std::greater<>(), [](const Questionnaire* each) { return each->version; });
  for (const Questionnaire* each : newest_first) {
    check_against(*each, next, defects);
    if (!defects.empty()) return;
  }
}

Answers as_seen_by(const Questionnaire& seen, const Questionnaire& answered, const Answers& answers) {
  Answers as_seen{answers.version, {}};
  for (const Place& place : places_of(seen)) {
    const Question* question = find_question(answered, place.question->id);
    const bool is_asked = question != nullptr && question->kind == place.question->kind;
    const Answer* answer = is_asked ? find_answer(answers.answers, place.question->id, place.row_code()) : nullptr;
    if (answer != nullptr) as_seen.answers.push_back(*answer);
    else
      as_seen.answers.push_back({place.question->id, std::string(place.row_code()), AnswerState::not_in_version});
  }
  return as_seen;
}

}  // namespace opora::questionnaire
