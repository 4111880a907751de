// A scale out of its file (docs/reference/scale.schema.json): each part that can't be read with its path and reason.
#include <array>
#include <cstdlib>

#include "feedback/scales/json_fields.h"
#include "feedback/scales/reach.h"
#include "feedback/scales/scale_file.h"

namespace opora::scales {
namespace {

// In the order of their enums, which begin at 1.
constexpr std::array<std::string_view, 3> kMethods{"mean", "sum", "table"};
constexpr std::array<std::string_view, 2> kDirections{"higher_is_worse", "higher_is_better"};

LocalizedText read_label(Fields fields) {
  LocalizedText label;
  for (const std::string& language : fields.keys()) {
    if (!is_language(language)) fields.defect(language, "BAD_LANGUAGE");
    label.by_language.emplace(language, fields.text(language, kLabelPointsMax));
  }
  return label;
}

OptionSet read_option_set(Fields fields) {
  OptionSet set;
  set.code = fields.id("code");
  for (Fields& each : fields.objects("options", 2, kOptionsMax)) {
    Option option;
    option.code = each.id("code");
    if (each.has("value")) option.value = each.whole("value", -kValueMax, kValueMax);
    else each.defect("value", "OPTION_WITHOUT_VALUE", {{"code", option.code}});
    each.refuse_others();
    set.options.push_back(std::move(option));
  }
  fields.refuse_others();
  return set;
}

Item read_item(Fields fields) {
  Item item;
  item.code = fields.id("code");
  item.option_set = fields.id("option_set");
  if (fields.has("reversed")) item.reversed = fields.truth("reversed");
  fields.refuse_others();
  return item;
}

std::map<std::int64_t, Units> read_table(Fields& fields) {
  constexpr std::int64_t kSumMax = static_cast<std::int64_t>(kItemsMax) * kValueMax;
  std::map<std::int64_t, Units> table;
  for (Fields& row : fields.objects("table", 1, kTableRowsMax)) {
    const std::int64_t sum = row.whole("sum", -kSumMax, kSumMax);
    const Units score = row.units("score");
    row.refuse_others();
    if (!table.emplace(sum, score).second) row.defect("sum", "TABLE_SUM_TWICE", {{"sum", std::to_string(sum)}});
  }
  return table;
}

Rule read_rule(Fields fields) {
  constexpr std::int64_t kFactorMax = 1'000;
  Rule rule;
  rule.method = static_cast<Method>(fields.word("method", kMethods) + 1);
  if (rule.method == Method::sum) {
    rule.factor = fields.whole("factor", 1, kFactorMax);
    if (fields.has("divisor")) rule.divisor = fields.whole("divisor", 1, kFactorMax);
  }
  if (rule.method == Method::table) rule.table = read_table(fields);
  fields.refuse_others();
  return rule;
}

Range read_range(Fields fields) {
  Range range{fields.units("lowest"), fields.units("highest")};
  fields.refuse_others();
  return range;
}

std::map<std::string, std::string> read_texts(Fields fields, std::size_t points_max) {
  std::map<std::string, std::string> texts;
  for (const std::string& code : fields.keys()) texts.emplace(code, fields.text(code, points_max));
  return texts;
}

Wording read_wording(Fields fields) {
  Wording wording;
  wording.language = fields.language("language");
  wording.text_version = static_cast<std::int32_t>(fields.whole("text_version", 1, kVersionMax));
  wording.text_source = fields.text("text_source", kNotePointsMax);
  wording.text_licence = fields.text("text_licence", kNotePointsMax);
  wording.permitted_by = fields.text("permitted_by", kNotePointsMax);
  wording.permitted_at = fields.date("permitted_at");
  if (fields.has("translator")) wording.translator = fields.text("translator", kNotePointsMax);
  if (fields.has("validated_by")) wording.validated_by = fields.text("validated_by", kNotePointsMax);
  if (fields.has("substitution")) wording.substitution = fields.text("substitution", kLabelPointsMax);
  wording.items = read_texts(fields.object("items"), kTextPointsMax);
  Fields options = fields.object("options");
  for (const std::string& set : options.keys())
    wording.options.emplace(set, read_texts(options.object(set), kLabelPointsMax));
  fields.refuse_others();
  return wording;
}

// A range is written in hundredths, of which a score may lie between two: then it is that score.
void settle(Range& range, const Range& reached) {
  constexpr Units kNear = kUnitsPerPoint / 200;  // half a hundredth
  if (std::abs(range.lowest - reached.lowest) <= kNear) range.lowest = reached.lowest;
  if (std::abs(range.highest - reached.highest) <= kNear) range.highest = reached.highest;
}

Scale read_fields(Fields fields) {
  Scale scale;
  if (fields.has("$schema")) fields.text("$schema", kNotePointsMax);  // for editors
  scale.scale_id = fields.id("scale_id");
  scale.scoring_version = static_cast<std::int32_t>(fields.whole("scoring_version", 1, kVersionMax));
  if (fields.has("instrument")) scale.instrument = fields.id("instrument");
  scale.label = read_label(fields.object("label"));
  for (const Fields& set : fields.objects("option_sets", 1, kOptionSetsMax))
    scale.option_sets.push_back(read_option_set(set));
  for (const Fields& item : fields.objects("items", 1, kItemsMax)) scale.items.push_back(read_item(item));
  scale.min_answered = fields.whole("min_answered", 1, static_cast<std::int64_t>(kItemsMax));
  scale.rule = read_rule(fields.object("rule"));
  scale.range = read_range(fields.object("range"));
  scale.direction = static_cast<Direction>(fields.word("direction", kDirections) + 1);
  scale.source = fields.text("source", kNotePointsMax);
  scale.terms = fields.text("terms", kNotePointsMax);
  if (fields.has("wordings"))
    for (const Fields& wording : fields.objects("wordings", 0, kWordingsMax))
      scale.wordings.push_back(read_wording(wording));
  fields.refuse_others();
  return scale;
}

}  // namespace

// What a defective field would have said is unknown, so what follows from all of them is looked at only without one.
ReadScale read_scale(std::string_view json) {
  ReadScale read;
  const std::optional<nlohmann::json> file = parsed(json, read.defects);
  if (!file) return read;
  Scale scale = read_fields(Fields(*file, "", read.defects));
  if (!read.defects.empty()) return read;
  if (const std::optional<Range> reached = reach_of(scale)) settle(scale.range, *reached);
  read.defects = check_scale(scale);
  if (read.defects.empty()) read.scale = std::move(scale);
  return read;
}

Result<Scale> scale_of(std::string_view json) {
  ReadScale read = read_scale(json);
  if (!read.scale) return tl::unexpected<Error>(refusal_of(read.defects));
  return std::move(*read.scale);
}

}  // namespace opora::scales
