#include "feedback/scales/reach.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>
#include <vector>

#include "feedback/scales/scoring.h"

namespace opora::scales {
namespace {

// The least and the greatest value of each item. Reversing changes neither.
struct Extremes {
  std::vector<std::int64_t> least;
  std::vector<std::int64_t> greatest;
};

std::optional<Extremes> extremes_of(const Scale& scale) {
  Extremes extremes;
  for (const Item& item : scale.items) {
    const OptionSet* const set = find_option_set(scale, item.option_set);
    if (set == nullptr || set->options.empty()) return std::nullopt;
    const auto [least, greatest] = std::ranges::minmax_element(set->options, {}, &Option::value);
    extremes.least.push_back(least->value);
    extremes.greatest.push_back(greatest->value);
  }
  return extremes;
}

// The outermost mean has as few answers as may be: each further one is nearer to the middle, or the same.
Units outermost_mean(std::vector<std::int64_t> values, std::int64_t count, bool is_highest) {
  if (is_highest) std::ranges::sort(values, std::greater<>());
  else std::ranges::sort(values);
  const std::int64_t sum = std::accumulate(values.begin(), values.begin() + count, std::int64_t{0});
  return divided_to_nearest(kUnitsPerPoint * sum, count);
}

Units scored_sum(const std::vector<std::int64_t>& values, const Rule& rule) {
  const std::int64_t sum = std::accumulate(values.begin(), values.end(), std::int64_t{0});
  return divided_to_nearest(kUnitsPerPoint * sum * rule.factor, rule.divisor);
}

}  // namespace

std::optional<Range> reach_of(const Scale& scale) {
  const std::optional<Extremes> extremes = extremes_of(scale);
  const bool has_enough = scale.min_answered >= 1 && std::cmp_less_equal(scale.min_answered, scale.items.size());
  if (!extremes || !has_enough) return std::nullopt;
  switch (scale.rule.method) {
    case Method::mean:
      return Range{outermost_mean(extremes->least, scale.min_answered, false),
                   outermost_mean(extremes->greatest, scale.min_answered, true)};
    case Method::sum:
      return Range{scored_sum(extremes->least, scale.rule), scored_sum(extremes->greatest, scale.rule)};
    case Method::table: {
      if (scale.rule.table.empty()) return std::nullopt;
      const auto score = [](const auto& row) { return row.second; };
      const auto [lowest, highest] = std::ranges::minmax_element(scale.rule.table, {}, score);
      return Range{lowest->second, highest->second};
    }
  }
  return std::nullopt;
}

std::optional<std::set<std::int64_t>> sums_of(const Scale& scale) {
  std::set<std::int64_t> sums{0};
  for (const Item& item : scale.items) {
    const OptionSet* const set = find_option_set(scale, item.option_set);
    if (set == nullptr) return std::nullopt;
    std::set<std::int64_t> longer;
    for (const std::int64_t sum : sums)
      for (const Option& option : set->options) longer.insert(sum + value_of(item, *set, option));
    if (longer.size() > kTableRowsMax) return std::nullopt;
    sums = std::move(longer);
  }
  return sums;
}

}  // namespace opora::scales
