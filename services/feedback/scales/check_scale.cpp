// What a scale has to hold to be scored, once its parts could be read: each defect with its path and reason.
#include <set>
#include <utility>

#include "feedback/scales/json_fields.h"
#include "feedback/scales/points_text.h"
#include "feedback/scales/reach.h"
#include "feedback/scales/scale_file.h"

namespace opora::scales {
namespace {

void check_options(const OptionSet& set, const std::string& path, Defects& defects) {
  std::set<std::string> codes;
  for (std::size_t i = 0; i < set.options.size(); ++i) {
    const std::string& code = set.options[i].code;
    if (!codes.insert(code).second)
      note(defects, member_path(item_path(path, i), "code"), "OPTION_TWICE", {{"code", code}});
  }
}

void check_option_sets(const Scale& scale, Defects& defects) {
  std::set<std::string> used, codes;
  for (const Item& item : scale.items) used.insert(item.option_set);
  for (std::size_t i = 0; i < scale.option_sets.size(); ++i) {
    const OptionSet& set = scale.option_sets[i];
    const std::string path = item_path("option_sets", i);
    if (!codes.insert(set.code).second)
      note(defects, member_path(path, "code"), "OPTION_SET_TWICE", {{"code", set.code}});
    else if (!used.contains(set.code))
      note(defects, member_path(path, "code"), "OPTION_SET_UNUSED", {{"code", set.code}});
    check_options(set, member_path(path, "options"), defects);
  }
}

void check_items(const Scale& scale, Defects& defects) {
  std::set<std::string> codes;
  for (std::size_t i = 0; i < scale.items.size(); ++i) {
    const Item& item = scale.items[i];
    const std::string path = item_path("items", i);
    if (!codes.insert(item.code).second) note(defects, member_path(path, "code"), "ITEM_TWICE", {{"code", item.code}});
    if (find_option_set(scale, item.option_set) == nullptr)
      note(defects, member_path(path, "option_set"), "UNKNOWN_OPTION_SET", {{"code", item.option_set}});
  }
}

void check_min_answered(const Scale& scale, Defects& defects) {
  const std::string count = std::to_string(scale.items.size());
  if (scale.min_answered < 1 || std::cmp_greater(scale.min_answered, scale.items.size()))
    note(defects, "min_answered", "MIN_ABOVE_ITEMS", {{"count", count}});
  else if (scale.rule.method != Method::mean && std::cmp_less(scale.min_answered, scale.items.size()))
    note(defects, "min_answered", "SUM_OF_FEWER", {{"count", count}});
}

void check_table(const Scale& scale, Defects& defects) {
  if (scale.rule.method != Method::table) return;
  const auto sums = sums_of(scale);
  if (!sums) {
    note(defects, "rule.table", "TABLE_TOO_LARGE", {{"max", std::to_string(kTableRowsMax)}});
    return;
  }
  for (const std::int64_t sum : *sums)
    if (!scale.rule.table.contains(sum)) note(defects, "rule.table", "TABLE_HAS_HOLE", {{"sum", std::to_string(sum)}});
  for (const auto& [sum, ignored] : scale.rule.table)
    if (!sums->contains(sum)) note(defects, "rule.table", "TABLE_SUM_UNREACHABLE", {{"sum", std::to_string(sum)}});
}

void check_range(const Scale& scale, Defects& defects) {
  const auto reached = reach_of(scale);
  if (!reached) return;  // why, the other defects say
  if (scale.range.lowest != reached->lowest)
    note(defects, "range.lowest", "RANGE_NOT_REACHED", {{"score", points_text(reached->lowest)}});
  if (scale.range.highest != reached->highest)
    note(defects, "range.highest", "RANGE_NOT_REACHED", {{"score", points_text(reached->highest)}});
  if (reached->lowest == reached->highest) note(defects, "range", "ONE_SCORE");
}

void check_texts_of_items(const Scale& scale, const Wording& wording, const std::string& path, Defects& defects) {
  for (const Item& item : scale.items)
    if (!wording.items.contains(item.code)) note(defects, path, "WORDING_LACKS_ITEM", {{"code", item.code}});
  for (const auto& [code, ignored] : wording.items)
    if (find_item(scale, code) == nullptr)
      note(defects, member_path(path, code), "WORDING_OF_NO_ITEM", {{"code", code}});
}

void check_labels_of_options(const Scale& scale, const Wording& wording, const std::string& path, Defects& defects) {
  for (const OptionSet& set : scale.option_sets) {
    const auto labels = wording.options.find(set.code);
    for (const Option& option : set.options)
      if (labels == wording.options.end() || !labels->second.contains(option.code))
        note(defects, member_path(path, set.code), "WORDING_LACKS_OPTION", {{"code", option.code}});
  }
  for (const auto& [set_code, labels] : wording.options) {
    const OptionSet* const set = find_option_set(scale, set_code);
    for (const auto& [code, ignored] : labels)
      if (set == nullptr || find_option(*set, code) == nullptr)
        note(defects, member_path(member_path(path, set_code), code), "WORDING_OF_NO_OPTION", {{"code", code}});
  }
}

void check_wordings(const Scale& scale, Defects& defects) {
  std::set<std::string> languages;
  for (std::size_t i = 0; i < scale.wordings.size(); ++i) {
    const Wording& wording = scale.wordings[i];
    const std::string path = item_path("wordings", i);
    if (!languages.insert(wording.language).second)
      note(defects, member_path(path, "language"), "WORDING_TWICE", {{"language", wording.language}});
    check_texts_of_items(scale, wording, member_path(path, "items"), defects);
    check_labels_of_options(scale, wording, member_path(path, "options"), defects);
  }
}

}  // namespace

Defects check_scale(const Scale& scale) {
  Defects defects;
  if (scale.label.by_language.empty()) note(defects, "label", "KEY_MISSING");
  check_option_sets(scale, defects);
  check_items(scale, defects);
  check_min_answered(scale, defects);
  const bool items_count = defects.empty();  // else sums of them say nothing
  if (items_count) check_table(scale, defects);
  if (items_count && defects.empty()) check_range(scale, defects);
  check_wordings(scale, defects);
  return defects;
}

Defects check_together(std::span<const Scale> scales) {
  Defects defects;
  for (std::size_t i = 0; i < scales.size(); ++i) {
    for (std::size_t earlier = 0; earlier < i; ++earlier) {
      const Scale &one = scales[earlier], &other = scales[i];
      const std::string path = item_path("", i);
      if (one.scale_id == other.scale_id) {
        note(defects, member_path(path, "scale_id"), "SCALE_TWICE", {{"scale", other.scale_id}});
        continue;
      }
      if (one.instrument.empty() || one.instrument != other.instrument) continue;
      for (std::size_t k = 0; k < other.items.size(); ++k)
        if (find_item(one, other.items[k].code) != nullptr)
          note(defects, item_path(member_path(path, "items"), k), "ITEM_SCORED_TWICE",
               {{"code", other.items[k].code}, {"scale", one.scale_id}});
    }
  }
  return defects;
}

}  // namespace opora::scales
