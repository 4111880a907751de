#include "feedback/questionnaire/scale_shape.h"

#include <algorithm>
#include <set>

#include "feedback/questionnaire/paths.h"

namespace opora::questionnaire {
namespace {

// An item where the questionnaire asks it.
struct Asked {
  const ScaleItem* item;
  const Question* question;
  std::string question_path;
  std::string path;  // of the item
};

std::vector<Asked> asked_items(const Questionnaire& questionnaire) {
  std::vector<Asked> asked;
  for (std::size_t i = 0; i < questionnaire.questions.size(); ++i) {
    const Question& question = questionnaire.questions[i];
    const std::string path = question_path(i);
    if (question.item) asked.push_back({&*question.item, &question, path, path + ".item"});
    for (std::size_t row = 0; row < question.rows.size(); ++row) {
      if (const std::optional<ScaleItem>& item = question.rows[row].item)
        asked.push_back({&*item, &question, path, item_path(path + ".rows", row) + ".item"});
    }
  }
  return asked;
}

std::set<std::string> codes_of(const std::vector<Option>& options) {
  std::set<std::string> codes;
  for (const Option& option : options)
    if (option.role != OptionRole::declined) codes.insert(option.code);
  return codes;
}

bool has_text(const LocalizedText& text, const std::string& language) { return text.by_language.contains(language); }

bool is_worded(const ScaleShape& scale, const std::string& language) {
  return std::ranges::all_of(scale.items, [&](const ScaleShape::Item& item) {
    return has_text(item.text, language) &&
           std::ranges::all_of(item.options, [&](const Option& each) { return has_text(each.text, language); });
  });
}

// The questionnaire's items of one scale against those of the scale.
void check_items(const ScaleShape& scale, const std::vector<Asked>& asked, const std::string& path, Defects& defects) {
  std::set<std::string> seen;
  const Condition* shown_if = nullptr;
  for (const Asked& each : asked) {
    if (each.item->scale != scale.id) continue;
    const std::vector<std::pair<std::string, std::string>> parts = {{"item", each.item->code}, {"scale", scale.id}};
    const ScaleShape::Item* item = find_item(scale, each.item->code);
    if (item == nullptr) defects.add(each.path, "UNKNOWN_ITEM", parts);
    else if (!seen.insert(item->code).second) defects.add(each.path, "ITEM_TWICE", parts);
    else if (codes_of(each.question->options) != codes_of(item->options))
      defects.add(each.path, "ITEM_OPTIONS", parts);
    if (shown_if == nullptr) shown_if = &each.question->shown_if;
    else if (*shown_if != each.question->shown_if)
      defects.add(each.question_path, "SCALE_SHOWN_IN_PART", {{"scale", scale.id}});
  }
  for (const ScaleShape::Item& item : scale.items)
    if (!seen.contains(item.code)) defects.add(path, "SCALE_HOLE", {{"item", item.code}, {"scale", scale.id}});
}

}  // namespace

const ScaleShape* find_scale(std::span<const ScaleShape> known, std::string_view id, std::int32_t scoring_version) {
  for (const ScaleShape& scale : known)
    if (scale.id == id && scale.scoring_version == scoring_version) return &scale;
  return nullptr;
}

const ScaleShape::Item* find_item(const ScaleShape& scale, std::string_view code) {
  const auto found = std::ranges::find(scale.items, code, &ScaleShape::Item::code);
  return found == scale.items.end() ? nullptr : &*found;
}

void check_scales(const Questionnaire& questionnaire, std::span<const ScaleShape> known, Defects& defects) {
  const std::vector<Asked> asked = asked_items(questionnaire);
  for (std::size_t i = 0; i < questionnaire.scales.size(); ++i) {
    const UsedScale& used = questionnaire.scales[i];
    const std::string path = item_path("scales", i);
    const ScaleShape* scale = find_scale(known, used.id, used.scoring_version);
    if (scale == nullptr) {
      defects.add(path, "UNKNOWN_SCALE", {{"scale", used.id}, {"version", std::to_string(used.scoring_version)}});
      continue;
    }
    const std::string& first_language = questionnaire.languages.front();
    if (!is_worded(*scale, first_language))
      defects.add(path, "SCALE_WITHOUT_WORDING", {{"scale", used.id}, {"language", first_language}});
    check_items(*scale, asked, path, defects);
  }
  for (const Asked& each : asked) {
    if (std::ranges::find(questionnaire.scales, each.item->scale, &UsedScale::id) == questionnaire.scales.end())
      defects.add(each.path, "SCALE_NOT_LISTED", {{"scale", each.item->scale}});
  }
}

}  // namespace opora::questionnaire
