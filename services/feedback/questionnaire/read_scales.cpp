// The scales that a questionnaire uses, and their items.
#include <algorithm>
#include <array>
#include <limits>

#include "feedback/questionnaire/read_parts.h"

namespace opora::questionnaire {
namespace {

constexpr std::int64_t kOfScaleMax = std::numeric_limits<std::int32_t>::max();

constexpr auto kUsedKeys = std::to_array<std::string_view>({"id", "scoring_version", "wordings"});
constexpr auto kItemKeys = std::to_array<std::string_view>({"scale", "code"});
constexpr auto kWordingKeys = std::to_array<std::string_view>(
    {"language", "text_version", "text_source", "text_licence", "permitted_by", "permitted_at", "translator",
     "validated_by", "substitution"});

std::string text_of(const Fields& fields, std::string_view key) {
  const std::optional<Node> node = fields.find(key);
  return node ? node->text() : std::string();
}

// As it was stored; what it says was checked with its scale.
Wording read_wording(const Node& node) {
  const Fields fields(node, kWordingKeys);
  Wording wording;
  wording.language = text_of(fields, "language");
  if (const auto version = fields.need("text_version"))
    wording.text_version = static_cast<std::int32_t>(version->whole(1, kOfScaleMax));
  wording.text_source = text_of(fields, "text_source");
  wording.text_licence = text_of(fields, "text_licence");
  wording.permitted_by = text_of(fields, "permitted_by");
  wording.permitted_at = text_of(fields, "permitted_at");
  wording.translator = text_of(fields, "translator");
  wording.validated_by = text_of(fields, "validated_by");
  wording.substitution = text_of(fields, "substitution");
  return wording;
}

std::vector<Wording> known_wordings(const UsedScale& used, const Context& context) {
  std::vector<Wording> wordings;
  const ScaleShape* scale = find_scale(*context.known, used.id, used.scoring_version);
  if (scale == nullptr) return wordings;
  for (const std::string& language : context.languages) {
    const auto found = std::ranges::find(scale->wordings, language, &Wording::language);
    if (found != scale->wordings.end()) wordings.push_back(*found);
  }
  return wordings;
}

UsedScale read_used_scale(const Node& node, const Context& context) {
  const Fields fields(node, std::span(kUsedKeys).first(context.is_stored() ? 3 : 2));
  UsedScale used;
  if (const auto id = fields.need("id")) used.id = id->id();
  if (const auto version = fields.need("scoring_version"))
    used.scoring_version = static_cast<std::int32_t>(version->whole(1, kOfScaleMax));
  if (!context.is_stored()) {
    used.wordings = known_wordings(used, context);
  } else if (const auto wordings = fields.find("wordings")) {
    for (const Node& each : wordings->items(0, kLanguagesMax)) used.wordings.push_back(read_wording(each));
  }
  return used;
}

}  // namespace

const ScaleShape::Item* Context::known_item(const ScaleItem& item) const {
  const auto scale = std::ranges::find(used, item.scale, &UsedScale::id);
  if (is_stored() || scale == used.end()) return nullptr;
  const ScaleShape* shape = find_scale(*known, scale->id, scale->scoring_version);
  return shape == nullptr ? nullptr : find_item(*shape, item.code);
}

std::vector<UsedScale> read_used_scales(const Node& node, const Context& context) {
  std::vector<UsedScale> all;
  for (const Node& each : node.items(0, kScalesMax)) {
    UsedScale used = read_used_scale(each, context);
    if (!used.id.empty() && std::ranges::find(all, used.id, &UsedScale::id) != all.end())
      each.defect("SCALE_TWICE", {{"scale", used.id}});
    all.push_back(std::move(used));
  }
  return all;
}

std::optional<ScaleItem> read_item(const Node& node) {
  const Fields fields(node, kItemKeys);
  ScaleItem item;
  if (const auto scale = fields.need("scale")) item.scale = scale->id();
  if (const auto code = fields.need("code")) item.code = code->id();
  return item;
}

}  // namespace opora::questionnaire
