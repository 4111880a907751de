// Two rows for one person, or one organisation, are one in every figure: PeopleMerged, PeopleUnmerged,
// OrganisationsMerged, OrganisationsUnmerged, heard in any order.
#include <algorithm>

#include <gtest/gtest.h>

#include "reporting/domain/merges.h"
#include "reporting/service.h"
#include "reporting/tests/network.h"

namespace opora::reporting::testing {
namespace {

using Facts = std::vector<registration::v1::Event>;

// Session 1 is on 2023-10-03. What registration tells, and what a report then says.
struct MergedCase {
  const char* rule;
  Facts told;
  std::string expected;  // "people attendances organisations, with: rows"
};

std::string short_of(const std::string& id) {
  for (int number = 0; number < 10; ++number)
    if (id == organisation(number)) return std::to_string(number);
  return id.empty() ? "guests" : id;
}

std::string told_by_report(Harness& harness) {
  const v1::RoundReport report = report_of(harness, 1).value();
  std::string told = std::to_string(figure(report, v1::MEASURE_PEOPLE)) + " " +
                     std::to_string(figure(report, v1::MEASURE_ATTENDANCES)) + " " +
                     std::to_string(figure(report, v1::MEASURE_ORGANISATIONS)) + ", with:";
  std::vector<std::string> rows;
  for (const auto& row : breakdown(report, v1::DIMENSION_ORGANISATION).rows()) rows.push_back(short_of(row.key()));
  std::ranges::sort(rows);
  for (const std::string& row : rows) told += " " + row;
  return told;
}

std::vector<MergedCase> merged_cases() {
  return {
      {"two who came to one session", {attended(1, 1, 1), attended(2, 1, 1), people_merged(1, 2)}, "1 1 1, with: 1"},
      {"to two sessions", {attended(1, 1, 1), attended(2, 2, 1), people_merged(1, 2)}, "1 2 1, with: 1"},
      {"told apart again",
       {attended(1, 1, 1), attended(2, 1, 1), people_merged(1, 2), people_unmerged(1, 2)},
       "2 2 1, with: 1"},
      {"of whom one was taken back",
       {attended(1, 1, 1), attended(2, 1, 2), people_merged(1, 2), attendance_taken_back(1, 1)},
       "1 1 1, with: 2"},
      {"three", {attended(1, 1, 1), attended(2, 1, 1), attended(3, 2, 1), people_merged(1, 2), people_merged(1, 3)},
       "1 2 1, with: 1"},
      {"in a group under the other id",
       {group_confirmed(1, 1, 3, {1}), attended(2, 1, 0), people_merged(1, 2)},
       "1 1 1, with: 3"},
      {"in two groups: the first organisation by its id",
       {group_confirmed(1, 1, 4, {1}), group_confirmed(2, 1, 3, {2}), attended(1, 1, 4), attended(2, 1, 3),
        people_merged(1, 2)},
       "1 1 1, with: 3"},
      {"on a roster under the other id",
       {roster_member_added(1, 5, "2023-01-01"), attended(2, 1, 0), people_merged(1, 2)},
       "1 1 1, with: 5"},
      {"on two rosters: where they came first",
       {roster_member_added(1, 5, "2023-02-01"), roster_member_added(2, 6, "2023-01-01"), attended(1, 1, 5),
        people_merged(1, 2)},
       "1 1 1, with: 6"},
      {"what was said of both: the last by its id", {attended(1, 1, 1), attended(2, 1, 2), people_merged(1, 2)},
       "1 1 1, with: 2"},
      {"who had left, as it turned out, under the other id",
       {roster_member_added(2, 5, "2023-01-01"), attended(1, 1, 5), people_merged(1, 2),
        roster_member_changed(2, 5, "2023-01-01", "2023-06-30")},
       "1 1 0, with: guests"},
      {"two organisations", {attended(1, 1, 1), attended(2, 1, 2), organisations_merged(1, 2)}, "2 2 1, with: 1"},
      {"and two people of theirs",
       {attended(1, 1, 1), attended(2, 1, 2), organisations_merged(1, 2), people_merged(1, 2)},
       "1 1 1, with: 1"},
      {"two organisations that are two after all",
       {attended(1, 1, 1), attended(2, 1, 2), organisations_merged(1, 2), organisations_unmerged(1, 2)},
       "2 2 2, with: 1 2"},
      {"said to be two before they were merged",
       {attended(1, 1, 1), attended(2, 1, 2), organisations_are_two(1, 2), organisations_merged(1, 2)},
       "2 2 1, with: 1"},
      {"counted without names with both",
       {attendance_counted(1, 1, 3), attendance_counted(1, 2, 4), organisations_merged(1, 2)},
       "7 7 1, with: 1"},
  };
}

void plan_merging(Harness& harness) {
  tell(harness, round_planned(1, 1, {1}, 2023));
  for (const int number : {1, 2}) {
    PlannedSession planned;
    planned.number = number;
    if (number == 2) planned.local_start = "2023-10-04T10:00";
    tell(harness, session_published(planned));
  }
}

TEST(Merges, CountOnceHoweverTheyAreTold) {
  for (const MergedCase& row : merged_cases()) {
    for (const bool backwards : {false, true}) {
      Facts told = row.told;
      if (backwards) std::ranges::reverse(told);
      Harness harness(make_reporting());
      plan_merging(harness);
      for (const auto& event : told) tell(harness, event);
      for (const auto& event : row.told) tell(harness, event);  // once more, as logs are read again
      EXPECT_EQ(told_by_report(harness), row.expected) << row.rule << (backwards ? ", backwards" : "");
      EXPECT_EQ(harness.violations(), std::vector<std::string>()) << row.rule;
    }
  }
}

TEST(Merges, SeatsAreTakenOnce) {
  Harness harness(make_reporting());
  plan_merging(harness);
  for (const auto& event : Facts{group_confirmed(1, 1, 1, {1, 2}), group_confirmed(2, 1, 2, {3}), attended(1, 1, 1),
                                 attended(2, 1, 1), attended(3, 1, 2)})
    tell(harness, event);
  harness.clock().set(in_yakutsk("2023-12-01T00:00"));  // when the session is over
  const auto taken = [&] { return report_of(harness, 1).value().turnout().came_with_seat_count(); };
  EXPECT_EQ(taken(), 3);
  tell(harness, people_merged(1, 2));
  EXPECT_EQ(taken(), 2) << "nobody came for the other one's";
  tell(harness, organisations_merged(1, 2));
  EXPECT_EQ(taken(), 2);
  EXPECT_EQ(figure(report_of(harness, 1).value(), v1::MEASURE_SEATS_CONFIRMED), 18) << "both groups keep theirs";
  EXPECT_EQ(harness.violations(), std::vector<std::string>());
}

TEST(Merges, OfACancelledSessionCountOnceToo) {
  Harness harness(make_reporting());
  plan_merging(harness);
  for (const auto& event : Facts{attended(1, 1, 1), attended(2, 1, 1), people_merged(1, 2)}) tell(harness, event);
  tell(harness, session_cancelled(1));
  EXPECT_EQ(figure(report_of(harness, 1).value(), v1::MEASURE_ATTENDANCES_CANCELLED), 1);
  EXPECT_EQ(harness.violations(), std::vector<std::string>());
}

TEST(Merges, OrganisationsThatAreCalledAlikeAreUndecidedUntilSomebodySaysSo) {
  Harness harness(make_reporting());
  plan_merging(harness);
  const auto undecided = [&] { return figure(report_of(harness, 1).value(), v1::MEASURE_ORGANISATIONS_UNDECIDED); };
  tell(harness, organisation_added(1, "School No. 1"));
  tell(harness, organisation_added(2, "SCHOOL  no. 1"));
  tell(harness, organisation_added(3, "school no. 1"));
  tell(harness, organisation_added(4, "Clinic"));
  for (const int number : {1, 2, 4}) tell(harness, attended(number, 1, number));
  EXPECT_EQ(undecided(), 2) << "the third did not come";
  tell(harness, attended(3, 1, 3));
  EXPECT_EQ(undecided(), 3);
  tell(harness, organisations_are_two(2, 1));
  EXPECT_EQ(undecided(), 3) << "the third may be either";
  tell(harness, organisations_merged(1, 3));
  EXPECT_EQ(undecided(), 0) << "it is the first, which isn't the second";
  tell(harness, organisations_unmerged(1, 3));
  EXPECT_EQ(undecided(), 2) << "of the second and the third nobody has said it";
  EXPECT_EQ(figure(report_of(harness, 1).value(), v1::MEASURE_ORGANISATIONS), 4);
}

TEST(MergesUpdated, ByWhatWasSaidLast) {
  const MergedPerson merged{{"anya"}, {"anna"}, 1, Instant{1}}, parted{{"anya"}, {""}, 2, Instant{2}};
  EXPECT_EQ(updated(std::nullopt, merged), merged);
  EXPECT_EQ(updated(merged, parted), parted);
  EXPECT_EQ(updated(parted, merged), parted);
  EXPECT_EQ(updated(parted, parted), parted);
}

}  // namespace
}  // namespace opora::reporting::testing
