#include "feedback/scales/scoring.h"

#include <stdexcept>

namespace opora::scales {
namespace {

std::int64_t value_answered(const Scale& scale, const Item& item, const std::string& code) {
  const OptionSet* const set = find_option_set(scale, item.option_set);
  const Option* const option = set == nullptr ? nullptr : find_option(*set, code);
  if (option == nullptr) throw std::invalid_argument(scale.scale_id + ": an answer that " + item.code + " has not");
  return value_of(item, *set, *option);
}

void count(ItemState state, Score& score) {
  switch (state) {
    case ItemState::answered:
      ++score.answered_count;
      return;
    case ItemState::declined:
      ++score.declined_count;
      return;
    case ItemState::skipped:
      ++score.skipped_count;
      return;
    case ItemState::not_shown:
      ++score.not_shown_count;
      return;
    case ItemState::not_in_version:
      ++score.not_in_version_count;
      return;
  }
}

Units units_of(const Rule& rule, std::int64_t sum, std::int64_t answered_count) {
  switch (rule.method) {
    case Method::mean:
      return divided_to_nearest(kUnitsPerPoint * sum, answered_count);
    case Method::sum:
      return divided_to_nearest(kUnitsPerPoint * sum * rule.factor, rule.divisor);
    case Method::table:
      return rule.table.at(sum);
  }
  throw std::invalid_argument("a scale of no method");
}

}  // namespace

Score score_of(const Scale& scale, const ItemAnswers& answers) {
  for (const auto& [code, answer] : answers)
    if (find_item(scale, code) == nullptr) throw std::invalid_argument(scale.scale_id + " has no item " + code);
  Score score;
  std::int64_t sum = 0;
  for (const Item& item : scale.items) {
    const auto answer = answers.find(item.code);
    const ItemState state = answer == answers.end() ? ItemState::not_in_version : answer->second.state;
    count(state, score);
    if (state == ItemState::answered) sum += value_answered(scale, item, answer->second.option);
  }
  if (score.answered_count >= scale.min_answered) score.units = units_of(scale.rule, sum, score.answered_count);
  return score;
}

std::int64_t divided_to_nearest(std::int64_t a, std::int64_t b) {
  const std::int64_t whole = a / b, rest = a % b;
  if (2 * (rest < 0 ? -rest : rest) < b) return whole;
  return a < 0 ? whole - 1 : whole + 1;
}

std::int64_t whole_points(Units units) { return divided_to_nearest(units, kUnitsPerPoint); }

}  // namespace opora::scales
