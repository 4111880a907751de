#include "reporting/tests/network.h"

namespace opora::reporting::testing {
namespace {

class OnGroupMemberSubstituted : public ReportingTest {};

TEST_F(OnGroupMemberSubstituted, MovesNoSeatAndKnowsBoth) {
  tell(round_planned(1, 1, {1}, 2023));
  tell(session_published({}));
  tell(group_confirmed(1, 1, 1, {1}));
  tell(member_substituted(1, 1, 1, 2, 1));
  tell(attended_unknown(1, 1));
  tell(attended_unknown(2, 1));
  const auto report = report_of(1).value();
  EXPECT_EQ(figure(report, v1::MEASURE_SEATS_CONFIRMED), 9);
  EXPECT_EQ(figure(report, v1::MEASURE_PEOPLE_UNVERIFIED), 0) << "a group has named the first one, too";
  EXPECT_EQ(row(report, v1::DIMENSION_ORGANISATION, organisation(1)).people_count(), 1);
  EXPECT_EQ(row(report, v1::DIMENSION_ORGANISATION, "").people_count(), 1) << "who was replaced came as a guest";
}

}  // namespace
}  // namespace opora::reporting::testing
