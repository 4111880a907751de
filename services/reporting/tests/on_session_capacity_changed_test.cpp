#include "reporting/tests/network.h"

namespace opora::reporting::testing {
namespace {

class OnSessionCapacityChanged : public ReportingTest {};

TEST_F(OnSessionCapacityChanged, IsInTheReportFromThenOn) {
  tell(round_planned(1, 1, {1}, 2023));
  tell(session_published({}));
  EXPECT_EQ(report_of(1)->sessions(0).capacity(), 30);
  tell(capacity_changed(1, 0));
  EXPECT_EQ(report_of(1)->sessions(0).capacity(), 0) << "nobody, not everybody";
  tell(session_moved({}));
  EXPECT_EQ(report_of(1)->sessions(0).capacity(), 30) << "a move says it, too";
}

}  // namespace
}  // namespace opora::reporting::testing
