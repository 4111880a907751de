// What a questionnaire has to know of a scale that it asks: its items, and between which options each is answered. The
// method itself (values, reversal, score) is the scales' own business; whoever has both makes one of the other.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "feedback/questionnaire/defects.h"
#include "feedback/questionnaire/questionnaire.h"

namespace opora::questionnaire {

struct ScaleShape {
  struct Item {
    std::string code;
    std::vector<std::string> options;  // codes, each of which has a value; the questionnaire may add one that declines
  };
  std::string id;
  std::int32_t scoring_version = 1;
  std::vector<Item> items;
};

// Adds what stands against scoring the questionnaire's scales: UNKNOWN_SCALE (no such id or scoring version),
// SCALE_HOLE (an item that is not asked), ITEM_TWICE, UNKNOWN_ITEM, ITEM_OPTIONS (others than the item's),
// SCALE_NOT_DECLARED (an item of a scale that `scales` does not list), and SCALE_SHOWN_IN_PART (items of one scale that
// are shown on different conditions: their scores would be of different things).
void check_scales(const Questionnaire& questionnaire, std::span<const ScaleShape> known, Defects& defects);

}  // namespace opora::questionnaire
