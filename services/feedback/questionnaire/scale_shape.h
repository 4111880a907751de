// What a questionnaire has to know of a scale that it asks: its items, the options that each is answered from, and
// their wording. The method itself (values, reversal, score) is the scales' own business; whoever has both makes one of
// the other.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feedback/questionnaire/defects.h"
#include "feedback/questionnaire/questionnaire.h"

namespace opora::questionnaire {

struct ScaleShape {
  struct Item {
    std::string code;
    LocalizedText text = {};       // empty: no wording was imported
    std::vector<Option> options;   // each of which has a value; their texts likewise
  };
  std::string id;
  std::int32_t scoring_version = 1;
  std::vector<Item> items;
  std::vector<Wording> wordings = {};
};

// Null if there is none of the id and scoring version.
const ScaleShape* find_scale(std::span<const ScaleShape> known, std::string_view id, std::int32_t scoring_version);
const ScaleShape::Item* find_item(const ScaleShape& scale, std::string_view code);

// Adds what stands against scoring the questionnaire's scales: UNKNOWN_SCALE (no such id or scoring version),
// SCALE_HOLE (an item that is not asked), ITEM_TWICE, UNKNOWN_ITEM, ITEM_OPTIONS (others than the item's, but for one
// that declines), SCALE_NOT_LISTED (an item of a scale that `scales` does not have), SCALE_WITHOUT_WORDING (in the
// questionnaire's first language), and SCALE_SHOWN_IN_PART (items of one scale that are shown on different conditions:
// their scores would be of different things).
void check_scales(const Questionnaire& questionnaire, std::span<const ScaleShape> known, Defects& defects);

}  // namespace opora::questionnaire
