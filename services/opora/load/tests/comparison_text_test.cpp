#include "opora/load/comparison_text.h"

#include <gtest/gtest.h>

namespace opora::load {
namespace {

using Lines = std::vector<std::string>;

TEST(ComparisonText, TellsEachTableAndWhatIsChangedOrGone) {
  Comparison comparison;
  EXPECT_EQ(lines_of(comparison, round_folder::Wording()), Lines());
  TableComparison& groups = comparison.tables["groups.csv"];
  groups.new_count = 2;
  groups.same_count = 30;
  groups.changed.add({4, "g3", {{"members", "ana", "ana bo"}}});
  groups.gone.add("first, dawn, 3: cleo");
  comparison.tables["people.csv"].same_count = 7;
  comparison.tables["people.csv"].of_others_count = 2;
  EXPECT_EQ(lines_of(comparison, round_folder::Wording()),
            (Lines{"groups.csv: 2 new, 30 the same, 1 changed, 1 gone",
                   "    line 4, g3: \"members\" \"ana\" → \"ana bo\"",
                   "    on the platform, and not in the folder: first, dawn, 3: cleo",
                   "people.csv: 0 new, 7 the same", "    2 more on these rosters, of whom the folder says nothing"}));
}

TEST(ComparisonText, SaysAfterwardsWhatWentIn) {
  Comparison comparison;
  comparison.tables["sessions.csv"].new_count = 3;
  comparison.tables["groups.csv"].same_count = 30;
  comparison.tables["groups.csv"].gone.add("first, dawn, 3: cleo");
  comparison.tables["people.csv"].new_count = 1;
  comparison.tables["people.csv"].changed.add({4, "ana", {{"name", "Ana", "Anna"}}});
  EXPECT_EQ(lines_of_done(comparison, round_folder::Wording()),
            (Lines{"people.csv: 1 new, 1 changed", "sessions.csv: 3 new"}));
}

TEST(ComparisonText, LeavesOutWhatNobodyReads) {
  Comparison comparison;
  for (std::size_t i = 0; i < Told<std::string>::kKeptMax + 3; ++i) comparison.tables["a.csv"].gone.add("row");
  const Lines lines = lines_of(comparison, round_folder::Wording());
  EXPECT_EQ(lines.size(), Told<std::string>::kKeptMax + 2);
  EXPECT_EQ(lines.back(), "    and 3 more");
}

TEST(ComparisonText, ARefusalAloneIsToldAsItsOwnReason) {
  Comparison comparison;
  Lines lines;
  EXPECT_TRUE(check_accepted(comparison, round_folder::Wording(), lines));
  comparison.refused.add({"groups.csv", 4, "members", "NAMED_TWICE", {round_folder::Said("named_twice")}});
  const auto one = check_accepted(comparison, round_folder::Wording(), lines);
  EXPECT_EQ(one.error().reason, "NAMED_TWICE");
  EXPECT_EQ(one.error().message,
            "groups.csv, line 4, column \"members\": A person stands twice in \"members\": remove one. Nothing was "
            "changed.");
  EXPECT_EQ(lines, Lines());

  const auto late = check_accepted(comparison, round_folder::Wording(), lines, true);
  EXPECT_EQ(late.error().message,
            "groups.csv, line 4, column \"members\": A person stands twice in \"members\": remove one. New people were "
            "given ids; nothing else was changed.");

  comparison.refused.add({"people.csv", 2, "", "DATES_REVERSED", {round_folder::Said("until_before_from")}});
  const auto both = check_accepted(comparison, round_folder::Wording(), lines);
  EXPECT_EQ(both.error().reason, "FOLDER_REFUSED");
  EXPECT_EQ(lines, (Lines{"groups.csv, line 4, column \"members\": NAMED_TWICE: A person stands twice in \"members\": "
                          "remove one.",
                          "people.csv, line 2: DATES_REVERSED: The last day lies before the first: correct one of the "
                          "dates."}));
  EXPECT_EQ(both.error().message,
            "2 rows can't go in beside what the platform has. Nothing was changed. Mend it and load again.");
}

}  // namespace
}  // namespace opora::load
