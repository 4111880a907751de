#include "feedback/questionnaire/questionnaire.h"

#include <algorithm>
#include <array>

namespace opora::questionnaire {
namespace {

// By their numbers, from 1 on.
constexpr std::array<std::string_view, 7> kKinds = {"single",  "multiple", "scale", "matrix",
                                                    "ranking", "number",   "open"};

constexpr std::size_t kBytesOfPointMax = 4;  // UTF-8

template <class Thing, class Member>
const Thing* find_by(const std::vector<Thing>& things, Member member, std::string_view name) {
  const auto found = std::ranges::find(things, name, member);
  return found == things.end() ? nullptr : &*found;
}

}  // namespace

std::string_view name_of(Kind kind) { return kKinds.at(static_cast<std::size_t>(kind) - 1); }

const Question* find_question(const Questionnaire& questionnaire, std::string_view id) {
  return find_by(questionnaire.questions, &Question::id, id);
}

const Option* find_option(const Question& question, std::string_view code) {
  return find_by(question.options, &Option::code, code);
}

const Row* find_row(const Question& question, std::string_view code) {
  return find_by(question.rows, &Row::code, code);
}

const Option* declining_option(const Question& question) {
  const auto found = std::ranges::find(question.options, OptionRole::declined, &Option::role);
  return found == question.options.end() ? nullptr : &*found;
}

std::size_t open_bytes_max(const Question& question) {
  return std::min(kOpenBytesMax, question.points_max * kBytesOfPointMax);
}

}  // namespace opora::questionnaire
