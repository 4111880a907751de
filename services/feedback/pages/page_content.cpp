#include "feedback/pages/page_content.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "feedback/questionnaire/texts.h"
#include "feedback/scales/scoring.h"
#include "feedback_pages_words.h"

namespace opora::pages {
namespace {

using Json = nlohmann::json;
using questionnaire::Question;
using questionnaire::Questionnaire;

constexpr std::string_view kOfPage = "page.";
constexpr std::array<const char*, 4> kRoles = {"ordinary", "declined", "exclusive", "other"};
constexpr std::array<const char*, 5> kRelations = {"is", "is_not", "includes", "answered", "not_answered"};

// What is asked, and in whose language it is shown.
class Shown {
 public:
  Shown(const Questionnaire& asked, const std::string& language) : asked_(asked), language_(language) {}

  // Null where nothing was written; with its language where that is not the reader's.
  Json text(const LocalizedText& text) const {
    questionnaire::ShownText shown = questionnaire::text_in(asked_, text, language_);
    if (shown.text.empty() && !text.by_language.empty())
      shown = {text.by_language.begin()->first, text.by_language.begin()->second};
    if (shown.text.empty()) return nullptr;
    return {{"text", shown.text}, {"lang", shown.language == language_ ? std::string() : shown.language}};
  }

  // Of a scale's wordings the one in whose words it is asked here.
  const questionnaire::Wording* wording(const questionnaire::UsedScale& used) const {
    const auto in = [&](const std::string& language) {
      return std::ranges::find(used.wordings, language, &questionnaire::Wording::language);
    };
    for (const std::string& language : {language_, language_.substr(0, language_.find('-'))})
      if (const auto found = in(language); found != used.wordings.end()) return &*found;
    return used.wordings.empty() ? nullptr : &used.wordings.front();
  }

 private:
  const Questionnaire& asked_;
  const std::string& language_;
};

Json item_of(const std::optional<questionnaire::ScaleItem>& item) {
  if (!item) return nullptr;
  return {{"scale", item->scale}, {"code", item->code}};
}

Json condition_of(const questionnaire::Condition& condition) {
  Json tests = Json::array();
  for (const questionnaire::Test& test : condition.tests)
    tests.push_back({{"question", test.question},
                     {"row", test.row},
                     {"relation", kRelations.at(static_cast<std::size_t>(test.relation) - 1)},
                     {"code", test.code}});
  const bool is_any = condition.join == questionnaire::Condition::Join::any;
  return {{"join", is_any ? "any" : "all"}, {"tests", std::move(tests)}};
}

Json question_of(const Question& question, const Shown& shown) {
  Json json = {{"id", question.id},
               {"kind", std::string(questionnaire::name_of(question.kind))},
               {"text", shown.text(question.text)},
               {"hint", shown.text(question.hint)},
               {"required", question.required},
               {"unanimity", question.unanimity_may_be_shown},
               {"shown_if", condition_of(question.shown_if)},
               {"item", item_of(question.item)},
               {"max_length", question.points_max}};
  json["options"] = Json::array();
  for (const questionnaire::Option& option : question.options)
    json["options"].push_back({{"code", option.code},
                               {"text", shown.text(option.text)},
                               {"role", kRoles.at(static_cast<std::size_t>(option.role) - 1)}});
  json["rows"] = Json::array();
  for (const questionnaire::Row& row : question.rows)
    json["rows"].push_back({{"code", row.code}, {"text", shown.text(row.text)}, {"item", item_of(row.item)}});
  const bool is_number = question.kind == questionnaire::Kind::number;
  json["min"] = is_number ? question.number.min : static_cast<std::int64_t>(question.choices.min);
  json["max"] = is_number ? question.number.max : static_cast<std::int64_t>(question.choices.max);
  json["unit"] = shown.text(question.number.unit);
  return json;
}

// What each answer to each item counts.
Json values_of(const scales::Scale& scale) {
  Json items = Json::object();
  for (const scales::Item& item : scale.items) {
    const scales::OptionSet* const set = scales::find_option_set(scale, item.option_set);
    Json& values = items[item.code] = Json::object();
    if (set == nullptr) continue;
    for (const scales::Option& option : set->options) values[option.code] = scales::value_of(item, *set, option);
  }
  return items;
}

const char* name_of(scales::Method method) {
  switch (method) {
    case scales::Method::mean: return "mean";
    case scales::Method::sum: return "sum";
    case scales::Method::table: return "table";
  }
  return "mean";
}

Json scale_of(const scales::Scale& scale, const questionnaire::UsedScale& used, const Shown& shown) {
  Json table = Json::object();
  for (const auto& [sum, units] : scale.rule.table) table[std::to_string(sum)] = units;
  const questionnaire::Wording* const wording = shown.wording(used);
  const bool is_worse = scale.direction == scales::Direction::higher_is_worse;
  return {{"id", scale.scale_id},
          {"label", shown.text(scale.label)},
          {"items", values_of(scale)},
          {"min_answered", scale.min_answered},
          {"method", name_of(scale.rule.method)},
          {"factor", scale.rule.factor},
          {"divisor", scale.rule.divisor},
          {"table", std::move(table)},
          {"units_per_point", scales::kUnitsPerPoint},
          {"lowest", scales::whole_points(scale.range.lowest)},
          {"highest", scales::whole_points(scale.range.highest)},
          {"direction", is_worse ? "higher_is_worse" : "higher_is_better"},
          {"source", wording == nullptr ? std::string() : wording->text_source},
          {"licence", wording == nullptr ? std::string() : wording->text_licence},
          {"is_validated", wording != nullptr && !wording->validated_by.empty()}};
}

Json words_of(const Words& words) {
  Json texts = Json::object();
  for (const auto& [key, is_counted] : feedback_pages_words().keys())
    if (!is_counted && key.starts_with(kOfPage)) texts[key] = words.text(key);
  return texts;
}

}  // namespace

Json page_content(const Questionnaire& asked, std::span<const scales::Scale> scales, const PageOptions& options) {
  const Words& words = feedback_pages_words().in(options.language);
  const Shown shown(asked, options.language);
  Json data = {{"questionnaire", asked.id},
               {"version", asked.version},
               {"wave", options.wave},
               {"title", shown.text(asked.title)},
               {"introduction", shown.text(asked.introduction)},
               {"length", words.counted("length", static_cast<std::int64_t>(asked.questions.size()))},
               {"help", options.help},
               {"words", words_of(words)}};
  data["questions"] = Json::array();
  for (const Question& question : asked.questions) data["questions"].push_back(question_of(question, shown));
  data["scales"] = Json::array();
  for (const questionnaire::UsedScale& used : asked.scales) {
    const auto scale = std::ranges::find_if(scales, [&](const scales::Scale& each) {
      return each.scale_id == used.id && each.scoring_version == used.scoring_version;
    });
    if (scale != scales.end()) data["scales"].push_back(scale_of(*scale, used, shown));
  }
  return data;
}

}  // namespace opora::pages
