// The Copenhagen Burnout Inventory's three scores of five sheets of invented answers, worked by hand from its method:
// the mean of what was answered, in units of 1/420 point.
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "feedback/scales/built_in.h"
#include "feedback/scales/scoring.h"

namespace opora::scales {
namespace {

constexpr std::optional<Units> kNoScore;

// What somebody gave for one scale: the code of an option for each item, - for one left blank; empty for a scale that
// they weren't shown.
struct Sheet {
  const char* codes;
  std::optional<Units> units;
  std::int64_t answered_count;
};

struct HandWorked {
  Sheet personal;
  Sheet work;  // the last item as answered: it counts reversed
  Sheet client;
};

const HandWorked kHandWorked[] = {
    // 350/6 = 58.33, 400/7 = 57.14 and 175/6 = 29.17 points
    {{"323132", 24'500, 6}, {"3223121", 24'000, 7}, {"121210", 12'250, 6}},
    // 100, 600/7 = 85.71, since the last gives 0, and 0
    {{"444444", 42'000, 6}, {"4444444", 36'000, 7}, {"000000", 0, 6}},
    // 150/3 = 50, 250/4 = 62.5, since the last gives 100, and 100/3 = 33.33
    {{"3-2-1-", 21'000, 3}, {"2-3-1-0", 26'250, 4}, {"-11-2-", 14'000, 3}},
    // two of three, three of four, two of three
    {{"33----", kNoScore, 2}, {"222----", kNoScore, 3}, {"-11---", kNoScore, 2}},
    // 50/6 = 8.33, 100/6 = 16.67
    {{"010010", 3'500, 6}, {"101101-", 7'000, 6}, {"", kNoScore, 0}},
};

ItemAnswers answers_of(const Scale& scale, std::string_view codes) {
  ItemAnswers answers;
  for (std::size_t i = 0; i < scale.items.size(); ++i) {
    ItemAnswer& answer = answers[scale.items[i].code];
    if (codes.empty()) answer = {ItemState::not_shown};
    else if (codes[i] == '-') answer = {ItemState::skipped};
    else answer = {ItemState::answered, std::string(1, codes[i])};
  }
  return answers;
}

class HandWorkedRow : public ::testing::TestWithParam<int> {
 protected:
  static Score scored(std::string_view scale_id, const Sheet& sheet) {
    const Scale& scale = *find_built_in(scale_id);
    EXPECT_TRUE(sheet.codes[0] == '\0' || std::string_view(sheet.codes).size() == scale.items.size());
    return score_of(scale, answers_of(scale, sheet.codes));
  }
  static const HandWorked& row() { return kHandWorked[GetParam()]; }
};

TEST_P(HandWorkedRow, GivesItsThreeScores) {
  EXPECT_EQ(scored(kCbiPersonal, row().personal).units, row().personal.units);
  EXPECT_EQ(scored(kCbiWork, row().work).units, row().work.units);
  EXPECT_EQ(scored(kCbiClient, row().client).units, row().client.units);
}

TEST_P(HandWorkedRow, CountsWhatWasAnsweredAndWhatWasLeftBlank) {
  for (const auto& [id, sheet] : {std::pair{kCbiPersonal, row().personal}, std::pair{kCbiWork, row().work},
                                  std::pair{kCbiClient, row().client}}) {
    const Score score = scored(id, sheet);
    const bool was_shown = sheet.codes[0] != '\0';
    const auto item_count = static_cast<std::int64_t>(find_built_in(id)->items.size());
    EXPECT_EQ(score.answered_count, sheet.answered_count) << id;
    EXPECT_EQ(score.skipped_count, was_shown ? item_count - sheet.answered_count : 0) << id;
    EXPECT_EQ(score.not_shown_count, was_shown ? 0 : item_count) << id;
    EXPECT_EQ(score.is_not_asked(), !was_shown) << id << ": none, but nobody who left it blank";
  }
}

INSTANTIATE_TEST_SUITE_P(Table, HandWorkedRow, ::testing::Range(0, 5),
                         [](const auto& info) { return "Row" + std::to_string(info.param + 1); });

}  // namespace
}  // namespace opora::scales
