#include "reporting/tests/network.h"

namespace opora::reporting::testing {
namespace {

class OnGroupMembersCancelled : public ReportingTest {};

TEST_F(OnGroupMembersCancelled, TakesTheirSeatsAndThemOutOfTheGroup) {
  tell(round_planned(1, 1, {1}, 2023));
  tell(session_published({}));
  tell(group_confirmed(1, 1, 1, {1, 2, 3}));
  tell(members_cancelled(1, 1, {1, 2}, 6, 1));
  for (const int who : {1, 3}) tell(attended(who, 1, 0));
  const auto report = report_of(1).value();
  EXPECT_EQ(figure(report, v1::MEASURE_SEATS_CONFIRMED), 6);
  EXPECT_EQ(row(report, v1::DIMENSION_ORGANISATION, organisation(1)).people_count(), 1);
  EXPECT_EQ(row(report, v1::DIMENSION_ORGANISATION, "").people_count(), 1);
}

}  // namespace
}  // namespace opora::reporting::testing
