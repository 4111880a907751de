#include "feedback/scales/scale.h"

#include <algorithm>
#include <tuple>

namespace opora::scales {
namespace {

template <class T, class Key>
const T* find_by(const std::vector<T>& all, Key T::*key, std::string_view wanted) {
  const auto found = std::ranges::find(all, wanted, key);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

const OptionSet* find_option_set(const Scale& scale, std::string_view code) {
  return find_by(scale.option_sets, &OptionSet::code, code);
}

const Item* find_item(const Scale& scale, std::string_view code) { return find_by(scale.items, &Item::code, code); }

const Option* find_option(const OptionSet& set, std::string_view code) {
  return find_by(set.options, &Option::code, code);
}

const Wording* find_wording(const Scale& scale, std::string_view language) {
  return find_by(scale.wordings, &Wording::language, language);
}

std::int64_t value_of(const Item& item, const OptionSet& set, const Option& option) {
  if (!item.reversed) return option.value;
  const auto [least, greatest] = std::ranges::minmax_element(set.options, {}, &Option::value);
  return least->value + greatest->value - option.value;
}

bool score_alike(const Scale& one, const Scale& other) {
  const auto method = [](const Scale& scale) {
    return std::tie(scale.scale_id, scale.scoring_version, scale.instrument, scale.option_sets, scale.items,
                    scale.min_answered, scale.rule, scale.range, scale.direction);
  };
  return method(one) == method(other);
}

}  // namespace opora::scales
