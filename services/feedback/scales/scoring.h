// Scores of one person's answers, in whole units of 1/420 point. Pure; for any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "feedback/scales/scale.h"

namespace opora::scales {

enum class ItemState {
  answered = 1,
  declined = 2,        // chose not to say
  skipped = 3,         // shown and left blank
  not_shown = 4,       // its condition was false
  not_in_version = 5,  // the questionnaire that was answered did not ask it
};

struct ItemAnswer {
  ItemState state = ItemState::skipped;
  std::string option = {};  // its code, if answered
};

// By the item's code. What isn't there is not_in_version.
using ItemAnswers = std::map<std::string, ItemAnswer, std::less<>>;

struct Score {
  // None when fewer are answered than the scale asks for: that is no score, and never zero.
  std::optional<Units> units = {};
  std::int64_t answered_count = 0;
  std::int64_t declined_count = 0;
  std::int64_t skipped_count = 0;
  std::int64_t not_shown_count = 0;
  std::int64_t not_in_version_count = 0;

  // The scale wasn't put to this person: nobody who left it blank, and counted apart from those.
  bool is_not_asked() const { return answered_count + declined_count + skipped_count == 0; }
  bool operator==(const Score&) const = default;
};

// The mean is 420 / answered × sum; where 420 can't be divided by so many answers (8 and more), the nearest unit,
// halves away from zero. Of a scale and answers that were checked: std::invalid_argument for an item that the scale has
// not, or an option that the item has not, which it doesn't repeat.
Score score_of(const Scale& scale, const ItemAnswers& answers);

// a / b to the nearest whole number, halves away from zero: 7 / 2 is 4, -7 / 2 is -4. b > 0.
std::int64_t divided_to_nearest(std::int64_t a, std::int64_t b);

// Whole points, as scores are said.
std::int64_t whole_points(Units units);

}  // namespace opora::scales
