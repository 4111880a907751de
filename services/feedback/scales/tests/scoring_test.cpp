// Scores by each method, worked by hand, and what has no score.
#include "feedback/scales/scoring.h"

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "feedback/scales/tests/defective_scales.h"

namespace opora::scales::testing {
namespace {

// Items i1, i2, … answered from 0 to `most`, which count as much.
Scale counted_scale(int item_count, int most, Rule rule, std::int64_t min_answered) {
  Scale scale;
  scale.scale_id = "counted";
  OptionSet set{"count", {}};
  for (int value = 0; value <= most; ++value) set.options.push_back({std::to_string(value), value});
  scale.option_sets = {set};
  for (int i = 1; i <= item_count; ++i) scale.items.push_back({"i" + std::to_string(i), "count"});
  scale.min_answered = min_answered;
  scale.rule = std::move(rule);
  return scale;
}

ItemAnswers answered(const Scale& scale, const std::vector<int>& values) {
  ItemAnswers answers;
  for (std::size_t i = 0; i < values.size(); ++i)
    answers[scale.items[i].code] = {ItemState::answered, std::to_string(values[i])};
  return answers;
}

ItemAnswers of_small(const char* x, const char* y) {
  return {{"x", {ItemState::answered, x}}, {"y", {ItemState::answered, y}}};
}

TEST(Scores, CountAReversedItemFromTheOtherEndOfItsValues) {
  const Scale small = *scale_of(small_file());
  EXPECT_EQ(score_of(small, of_small("b", "a")).units, 1'050) << "1 and 4: 2.5 points";
  EXPECT_EQ(score_of(small, of_small("b", "b")).units, 840) << "1 and 3: 2 points";
  EXPECT_EQ(score_of(small, of_small("b", "c")).units, 210) << "1 and 0: half a point";
}

TEST(Scores, OfASumTakeAllItems) {
  const Scale times_four = counted_scale(5, 5, {Method::sum, 4, 1}, 5);
  EXPECT_EQ(score_of(times_four, answered(times_four, {3, 2, 3, 1, 4})).units, 52 * 420) << "13 × 4 points";
  const Score of_four = score_of(times_four, answered(times_four, {3, 2, 3, 1}));
  EXPECT_EQ(of_four.units, std::nullopt);
  EXPECT_EQ(of_four.not_in_version_count, 1) << "nothing is said of the fifth";
  const Scale by_three = counted_scale(2, 5, {Method::sum, 2, 3}, 2);
  EXPECT_EQ(score_of(by_three, answered(by_three, {3, 1})).units, 1'120) << "8/3 points";
}

TEST(Scores, OfATableAreWhatItHasForTheSum) {
  const Scale table = *scale_of(table_file());
  EXPECT_EQ(score_of(table, of_small("c", "a")).units, 35 * 420) << "4 and 4";
  EXPECT_EQ(score_of(table, of_small("b", "c")).units, 3'994) << "1 and 0: 9.51 points, which are 3,994.2 units";
}

// 420 isn't divided by 8, nor by 9 or 11; by 10 it is.
TEST(Scores, OfManyItemsAreTheNearestUnit) {
  const Scale eight = counted_scale(8, 5, {}, 8);
  EXPECT_EQ(score_of(eight, answered(eight, {5, 5, 5, 5, 5, 0, 0, 0})).units, 1'313) << "25/8 points, 1,312.5 units";
  const Scale nine = counted_scale(9, 5, {}, 9);
  EXPECT_EQ(score_of(nine, answered(nine, {1, 0, 0, 0, 0, 0, 0, 0, 0})).units, 47) << "1/9 point, 46.67 units";
  const Scale ten = counted_scale(10, 5, {}, 10);
  EXPECT_EQ(score_of(ten, answered(ten, {1, 0, 0, 0, 0, 0, 0, 0, 0, 0})).units, 42) << "1/10 point";
}

// For as many answers as the built-in scales have, a mean has no rounding of its own.
TEST(Scores, OfUpToSevenItemsAreExact) {
  for (int count = 1; count <= 7; ++count) {
    const Scale scale = counted_scale(count, 100, {}, count);
    std::vector<int> values(static_cast<std::size_t>(count), 0);
    values.front() = 25;
    EXPECT_EQ(*score_of(scale, answered(scale, values)).units * count, 25 * 420) << count;
  }
}

TEST(Scores, TellBlankFromDeclinedAndFromNotAsked) {
  const Scale scale = counted_scale(6, 5, {}, 2);
  ItemAnswers answers = answered(scale, {1, 3});
  answers["i3"] = {ItemState::declined};
  answers["i4"] = {ItemState::skipped};
  answers["i5"] = {ItemState::not_shown};
  const Score score = score_of(scale, answers);
  EXPECT_EQ(score, (Score{2 * 420, 2, 1, 1, 1, 1}));
  EXPECT_FALSE(score.is_not_asked());

  answers.erase("i2");
  EXPECT_EQ(score_of(scale, answers).units, std::nullopt) << "one of two";
  EXPECT_TRUE(score_of(scale, {}).is_not_asked());
  EXPECT_TRUE(score_of(scale, {{"i1", {ItemState::not_shown}}}).is_not_asked());
  EXPECT_FALSE(score_of(scale, {{"i1", {ItemState::declined}}}).is_not_asked());
}

TEST(Scores, AreOfTheScalesOwnItemsAndOptionsAlone) {
  const Scale small = *scale_of(small_file());
  EXPECT_THROW(score_of(small, {{"z", {ItemState::skipped}}}), std::invalid_argument);
  EXPECT_THROW(score_of(small, of_small("a", "d")), std::invalid_argument);
}

TEST(Rounding, IsToTheNearestAndHalvesAwayFromZero) {
  struct Division {
    std::int64_t a, b, nearest;
  };
  for (const auto& [a, b, nearest] : {Division{7, 2, 4}, Division{-7, 2, -4}, Division{1, 3, 0}, Division{-1, 3, 0},
                                      Division{2, 3, 1}, Division{-2, 3, -1}, Division{6, 3, 2}, Division{0, 5, 0}})
    EXPECT_EQ(divided_to_nearest(a, b), nearest) << a << "/" << b;
  EXPECT_EQ(whole_points(24'500), 58);
  EXPECT_EQ(whole_points(12'250), 29);
  EXPECT_EQ(whole_points(210), 1);
  EXPECT_EQ(whole_points(209), 0);
  EXPECT_EQ(whole_points(-210), -1);
}

}  // namespace
}  // namespace opora::scales::testing
