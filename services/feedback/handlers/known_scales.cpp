#include "feedback/handlers/known_scales.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "feedback/scales/built_in.h"
#include "feedback/scales/scale_file.h"
#include "feedback/store/definitions.h"

namespace opora::feedback {
namespace {

using opora::questionnaire::ScaleShape;
using scales::Scale;

bool is_same(const Scale& scale, const std::string& id, std::int32_t scoring_version) {
  return scale.scale_id == id && scale.scoring_version == scoring_version;
}

LocalizedText text_of(const Scale& scale, const scales::Item& item) {
  LocalizedText text;
  for (const scales::Wording& wording : scale.wordings)
    if (const auto found = wording.items.find(item.code); found != wording.items.end())
      text.by_language.emplace(wording.language, found->second);
  return text;
}

LocalizedText label_of(const Scale& scale, const scales::OptionSet& set, const scales::Option& option) {
  LocalizedText label;
  for (const scales::Wording& wording : scale.wordings) {
    const auto labels = wording.options.find(set.code);
    if (labels == wording.options.end()) continue;
    if (const auto found = labels->second.find(option.code); found != labels->second.end())
      label.by_language.emplace(wording.language, found->second);
  }
  return label;
}

ScaleShape::Item shape_of(const Scale& scale, const scales::Item& item) {
  ScaleShape::Item shape{item.code, text_of(scale, item), {}};
  const scales::OptionSet* const set = scales::find_option_set(scale, item.option_set);
  if (set == nullptr) return shape;
  for (const scales::Option& option : set->options)
    shape.options.push_back({option.code, label_of(scale, *set, option)});
  return shape;
}

ScaleShape shape_of(const Scale& scale) {
  ScaleShape shape{scale.scale_id, scale.scoring_version, {}, {}};
  for (const scales::Item& item : scale.items) shape.items.push_back(shape_of(scale, item));
  for (const scales::Wording& wording : scale.wordings)
    shape.wordings.push_back({wording.language, wording.text_version, wording.text_source, wording.text_licence,
                              wording.permitted_by, wording.permitted_at, wording.translator, wording.validated_by,
                              wording.substitution});
  return shape;
}

}  // namespace

Result<std::vector<Scale>> known_scales(Reader& reader) {
  TRY(added, kept_scales(reader));
  const auto built_in = scales::built_in_scales();
  std::vector<Scale> known(built_in.begin(), built_in.end());
  for (const KeptScale& kept : added) {
    auto scale = scales::scale_of(kept.definition);
    if (!scale) throw std::runtime_error("a scale that was kept can't be read");
    std::erase_if(known, [&](const Scale& each) { return is_same(each, kept.scale, kept.scoring_version); });
    known.push_back(*std::move(scale));
  }
  return known;
}

std::vector<ScaleShape> shapes_of(const std::vector<Scale>& known) {
  std::vector<ScaleShape> shapes;
  for (const Scale& scale : known) shapes.push_back(shape_of(scale));
  return shapes;
}

std::vector<Scale> scales_of(const opora::questionnaire::Questionnaire& asked, const std::vector<Scale>& known) {
  std::vector<Scale> used;
  for (const auto& each : asked.scales) {
    const auto found = std::ranges::find_if(
        known, [&](const Scale& scale) { return is_same(scale, each.id, each.scoring_version); });
    if (found != known.end()) used.push_back(*found);
  }
  return used;
}

}  // namespace opora::feedback
