// A question of any kind.
#include <algorithm>
#include <array>
#include <iterator>

#include "feedback/questionnaire/read_parts.h"

namespace opora::questionnaire {
namespace {

constexpr auto kQuestionKeys = std::to_array<std::string_view>(
    {"id", "kind", "text", "hint", "required", "unanimity_may_be_shown", "shown_if", "options", "rows", "item", "min",
     "max", "unit", "bands", "max_length"});
constexpr auto kRowKeys = std::to_array<std::string_view>({"code", "text", "item"});
constexpr int kKindCount = 7;

bool takes(Kind kind, std::string_view key) {
  if (key == "rows") return kind == Kind::matrix;
  if (key == "item") return kind == Kind::scale;
  if (key == "min" || key == "max") return kind == Kind::multiple || kind == Kind::ranking || kind == Kind::number;
  if (key == "unit" || key == "bands") return kind == Kind::number;
  if (key == "max_length") return kind == Kind::open;
  return true;
}

std::optional<Kind> read_kind(const Fields& fields) {
  const auto node = fields.need("kind");
  if (!node) return std::nullopt;
  std::vector<std::string_view> names;
  for (int number = 1; number <= kKindCount; ++number) names.push_back(name_of(static_cast<Kind>(number)));
  const std::optional<int> number = read_word(*node, names);
  if (!number) return std::nullopt;
  const Kind kind = static_cast<Kind>(*number);
  for (const std::string_view key : kQuestionKeys) {
    if (fields.has(key) && !takes(kind, key))
      fields.node().defect("KEY_NOT_OF_KIND", {{"key", std::string(key)}, {"kind", std::string(name_of(kind))}});
  }
  return kind;
}

// The text of a question or a row; of an item that of its scale, which a file does not hold.
LocalizedText read_asked(const Fields& fields, const std::optional<ScaleItem>& item, const Context& context) {
  if (!item || context.is_stored()) {
    const auto text = fields.need("text");
    return text ? read_text(*text, kQuestionPointsMax, context) : LocalizedText();
  }
  if (const auto text = fields.find("text")) text->defect("WORDING_OF_SCALE");
  const ScaleShape::Item* known = context.known_item(*item);
  return known == nullptr ? LocalizedText() : context.in_languages(known->text);
}

Row read_row(const Node& node, const Context& context) {
  const Fields fields(node, kRowKeys);
  Row row;
  if (const auto code = fields.need("code")) row.code = code->id();
  if (const auto item = fields.find("item")) row.item = read_item(*item);
  row.text = read_asked(fields, row.item, context);
  return row;
}

const ScaleItem* first_item(const Question& question) {
  if (question.item) return &*question.item;
  const auto row = std::ranges::find_if(question.rows, [](const Row& each) { return each.item.has_value(); });
  return row == question.rows.end() ? nullptr : &*row->item;
}

std::vector<Option> own_options(const Fields& fields, const Context& context) {
  const auto node = fields.find("options");
  if (!node) return {};
  if (!node->is_text() || context.is_stored()) return read_options(*node, context);
  const auto set = context.option_sets.find(node->text());
  if (set != context.option_sets.end()) return set->second;
  node->defect("UNKNOWN_OPTION_SET", {{"name", said(node->text())}});
  return {};
}

// Those of the file; of an item those of its scale, and behind them the one to decline with, if the file has it.
std::vector<Option> read_options_of(const Fields& fields, const Question& question, const Context& context) {
  std::vector<Option> own = own_options(fields, context);
  const ScaleItem* item = first_item(question);
  if (item == nullptr || context.is_stored()) {
    if (question.kind != Kind::number && question.kind != Kind::open) fields.need("options");
    return own;
  }
  if (std::ranges::any_of(own, [](const Option& each) { return each.role != OptionRole::declined; }))
    fields.find("options")->defect("WORDING_OF_SCALE");
  const ScaleShape::Item* known = context.known_item(*item);
  if (known == nullptr) return own;
  std::vector<Option> options;
  for (const Option& each : known->options) options.push_back({each.code, context.in_languages(each.text), each.role});
  std::ranges::move(own, std::back_inserter(options));
  return options;
}

void read_choices(const Fields& fields, Question& question) {
  const auto chosen_together = std::ranges::count_if(question.options, [](const Option& each) {
    return each.role == OptionRole::ordinary || each.role == OptionRole::other;
  });
  question.choices = {1, static_cast<std::size_t>(chosen_together)};
  const auto read_into = [&](std::string_view key, std::size_t& choice) {
    if (const auto node = fields.find(key))
      choice = static_cast<std::size_t>(node->whole(1, static_cast<std::int64_t>(kOptionsMax)));
  };
  read_into("min", question.choices.min);
  read_into("max", question.choices.max);
}

NumberRange read_number(const Fields& fields, const Context& context) {
  NumberRange range;
  if (const auto min = fields.need("min")) range.min = min->whole(-kNumberMax, kNumberMax);
  if (const auto max = fields.need("max")) range.max = max->whole(-kNumberMax, kNumberMax);
  if (const auto unit = fields.find("unit")) range.unit = read_text(*unit, kUnitPointsMax, context);
  if (const auto bands = fields.find("bands")) {
    for (const Node& each : bands->items(1, kBandsMax)) range.bands.push_back(each.whole(-kNumberMax, kNumberMax));
  }
  return range;
}

// What only some kinds have.
void read_of_kind(const Fields& fields, const Context& context, Question& question) {
  if (question.kind == Kind::scale) {
    if (const auto item = fields.find("item")) question.item = read_item(*item);
  }
  if (question.kind == Kind::matrix) {
    if (const auto rows = fields.need("rows"))
      for (const Node& each : rows->items(1, kRowsMax)) question.rows.push_back(read_row(each, context));
  }
  question.options = read_options_of(fields, question, context);
  if (question.kind == Kind::multiple || question.kind == Kind::ranking) read_choices(fields, question);
  if (question.kind == Kind::number) question.number = read_number(fields, context);
  if (const auto length = fields.find("max_length"); length && question.kind == Kind::open)
    question.points_max = static_cast<std::size_t>(length->whole(1, static_cast<std::int64_t>(kOpenPointsMax)));
}

}  // namespace

Question read_question(const Node& node, const Context& context) {
  const Fields fields(node, kQuestionKeys);
  Question question;
  if (const auto id = fields.need("id")) question.id = id->id();
  const std::optional<Kind> kind = read_kind(fields);
  if (!kind) return question;  // what else it holds follows from its kind
  question.kind = *kind;
  read_of_kind(fields, context, question);
  question.text = read_asked(fields, question.item, context);
  if (const auto hint = fields.find("hint")) question.hint = read_text(*hint, kHintPointsMax, context);
  if (const auto required = fields.find("required")) question.required = required->truth();
  if (const auto unanimity = fields.find("unanimity_may_be_shown"))
    question.unanimity_may_be_shown = unanimity->truth();
  if (const auto shown_if = fields.find("shown_if")) question.shown_if = read_condition(*shown_if);
  return question;
}

}  // namespace opora::questionnaire
