// Last days that were put right: figures follow, whatever was told first.
#include <gtest/gtest.h>

#include "reporting/service.h"
#include "reporting/tests/network.h"

namespace opora::reporting::testing {
namespace {

// Session 1 is on 2023-10-03. What registration tells, and then with whom person 1 is said to have come.
struct Correcting {
  const char* rule;
  std::vector<registration::v1::Event> told;
  int organisation;  // 0: a guest
};

const registration::v1::Event kAdded = roster_member_added(1, 2, "2023-01-01");

std::vector<Correcting> corrections() {
  return {
      {"left the day before", {kAdded, attended(1, 1, 2), roster_member_changed(1, 2, "2023-01-01", "2023-10-02")}, 0},
      {"left that day", {kAdded, attended(1, 1, 2), roster_member_changed(1, 2, "2023-01-01", "2023-10-03")}, 2},
      {"left before they came",
       {kAdded, roster_member_changed(1, 2, "2023-01-01", "2023-10-02"), attended(1, 1, 0)},
       0},
      {"left later than was said",
       {roster_member_added(1, 2, "2023-01-01", "2023-06-30"), attended(1, 1, 0),
        roster_member_changed(1, 2, "2023-01-01", "2023-12-31")},
       2},
      {"hasn't left",
       {roster_member_added(1, 2, "2023-01-01", "2023-06-30"), attended(1, 1, 0),
        roster_member_changed(1, 2, "2023-01-01", "")},
       2},
      {"left, and hasn't after all",
       {kAdded, attended(1, 1, 2), roster_member_changed(1, 2, "2023-01-01", "2023-06-30"),
        roster_member_changed(1, 2, "2023-01-01", "")},
       2},
      {"left, and works elsewhere since",
       {kAdded, attended(1, 1, 2), roster_member_changed(1, 2, "2023-01-01", "2023-06-30"),
        roster_member_added(1, 3, "2023-07-01")},
       3},
      {"left, and came with its group all the same",
       {kAdded, group_confirmed(1, 1, 2, {1}), attended(1, 1, 2),
        roster_member_changed(1, 2, "2023-01-01", "2023-06-30")},
       2},
      {"left another organisation than the one that was said",
       {kAdded, roster_member_added(1, 3, "2023-02-01"), attended(1, 1, 4),
        roster_member_changed(1, 2, "2023-01-01", "2023-06-30"),
        roster_member_changed(1, 3, "2023-02-01", "2023-06-30")},
       4},
      {"the correction comes first, as where logs are read again",
       {roster_member_changed(1, 2, "2023-01-01", "2023-06-30"), attended(1, 1, 2), kAdded}, 0},
      {"what was first told is told once more",
       {kAdded, attended(1, 1, 2), roster_member_changed(1, 2, "2023-01-01", "2023-06-30"), kAdded}, 0},
  };
}

std::string told_with_whom(Harness& harness) {
  const auto report = report_of(harness, 1).value();
  const v1::Breakdown& rows = breakdown(report, v1::DIMENSION_ORGANISATION);
  return rows.rows_size() == 1 ? rows.rows(0).key() : std::to_string(rows.rows_size()) + " rows";
}

TEST(OnRosterMemberChanged, WithWhomFollows) {
  for (const Correcting& row : corrections()) {
    Harness harness(make_reporting());
    tell(harness, round_planned(1, 1, {1}, 2023));
    PlannedSession planned;
    planned.number = 1;
    tell(harness, session_published(planned));
    for (const auto& event : row.told) tell(harness, event);
    EXPECT_EQ(told_with_whom(harness), row.organisation == 0 ? "" : organisation(row.organisation)) << row.rule;
    EXPECT_EQ(figure(report_of(harness, 1).value(), v1::MEASURE_ATTENDANCES), 1) << row.rule;
    EXPECT_EQ(harness.violations(), std::vector<std::string>()) << row.rule;
  }
}

}  // namespace
}  // namespace opora::reporting::testing
