// A scale's file as one text, whatever order and spaces it came in: what is stored, and what its version is known by.
#include <nlohmann/json.hpp>

#include "feedback/scales/points_text.h"
#include "feedback/scales/scale_file.h"
#include "feedback/scales/scoring.h"

namespace opora::scales {
namespace {

using Json = nlohmann::json;  // whose objects have their keys in order

std::int64_t hundredths_of(Units units) { return divided_to_nearest(100 * units, kUnitsPerPoint); }

// A whole number without a point, so that it is written alike whoever writes it.
Json score(Units units) {
  if (units % kUnitsPerPoint == 0) return units / kUnitsPerPoint;
  return points_number(units);
}

Json option_sets(const Scale& scale) {
  Json sets = Json::array();
  for (const OptionSet& set : scale.option_sets) {
    Json options = Json::array();
    for (const Option& option : set.options) options.push_back({{"code", option.code}, {"value", option.value}});
    sets.push_back({{"code", set.code}, {"options", std::move(options)}});
  }
  return sets;
}

Json items(const Scale& scale) {
  Json items = Json::array();
  for (const Item& item : scale.items)
    items.push_back({{"code", item.code}, {"option_set", item.option_set}, {"reversed", item.reversed}});
  return items;
}

Json rule(const Rule& rule) {
  Json json = Json::object();
  switch (rule.method) {
    case Method::mean:
      json["method"] = "mean";
      return json;
    case Method::sum:
      json["method"] = "sum";
      json["factor"] = rule.factor;
      json["divisor"] = rule.divisor;
      return json;
    case Method::table:
      json["method"] = "table";
      json["table"] = Json::array();
      for (const auto& [sum, units] : rule.table) json["table"].push_back({{"sum", sum}, {"score", score(units)}});
      return json;
  }
  return json;
}

Json wordings(const Scale& scale) {
  Json wordings = Json::array();
  for (const Wording& each : scale.wordings) {
    Json wording = {{"language", each.language},         {"text_version", each.text_version},
                    {"text_source", each.text_source},   {"text_licence", each.text_licence},
                    {"permitted_by", each.permitted_by}, {"permitted_at", each.permitted_at},
                    {"items", Json(each.items)},         {"options", Json(each.options)}};
    if (!each.translator.empty()) wording["translator"] = each.translator;
    if (!each.validated_by.empty()) wording["validated_by"] = each.validated_by;
    if (!each.substitution.empty()) wording["substitution"] = each.substitution;
    wordings.push_back(std::move(wording));
  }
  return wordings;
}

}  // namespace

std::string points_text(Units units) {
  const std::int64_t hundredths = hundredths_of(units);
  const std::int64_t size = hundredths < 0 ? -hundredths : hundredths;
  std::string text = (hundredths < 0 ? "-" : "") + std::to_string(size / 100);
  if (size % 100 == 0) return text;
  text += '.';
  text += static_cast<char>('0' + size % 100 / 10);
  if (size % 10 != 0) text += static_cast<char>('0' + size % 10);
  return text;
}

double points_number(Units units) { return static_cast<double>(hundredths_of(units)) / 100; }

std::string canonical_json(const Scale& scale) {
  Json json = {{"scale_id", scale.scale_id},
               {"scoring_version", scale.scoring_version},
               {"label", Json(scale.label.by_language)},
               {"option_sets", option_sets(scale)},
               {"items", items(scale)},
               {"min_answered", scale.min_answered},
               {"rule", rule(scale.rule)},
               {"range", {{"lowest", score(scale.range.lowest)}, {"highest", score(scale.range.highest)}}},
               {"direction", scale.direction == Direction::higher_is_worse ? "higher_is_worse" : "higher_is_better"},
               {"source", scale.source},
               {"terms", scale.terms}};
  if (!scale.instrument.empty()) json["instrument"] = scale.instrument;
  if (!scale.wordings.empty()) json["wordings"] = wordings(scale);
  return json.dump();
}

}  // namespace opora::scales
