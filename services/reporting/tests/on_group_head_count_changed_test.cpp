#include "reporting/tests/network.h"

namespace opora::reporting::testing {
namespace {

class OnGroupHeadCountChanged : public ReportingTest {};

TEST_F(OnGroupHeadCountChanged, CountsTheSeatsThatItHasNow) {
  tell(round_planned(1, 1, {1}, 2023));
  tell(session_published({}));
  tell(group_confirmed(1, 1, 9));
  tell(group_waitlisted(2, 1, 5));
  tell(head_count_changed(1, 1, 4, 1));
  tell(head_count_changed(2, 1, 7, 1));
  EXPECT_EQ(figure(report_of(1).value(), v1::MEASURE_SEATS_CONFIRMED), 4);
  EXPECT_EQ(figure(report_of(1).value(), v1::MEASURE_SEATS_WAITING), 7);
  tell(head_count_changed(1, 1, 6, 2));
  tell(head_count_changed(1, 1, 4, 1));
  EXPECT_EQ(figure(report_of(1).value(), v1::MEASURE_SEATS_CONFIRMED), 6) << "what is heard twice is an old word";
  tell(group_cancelled(1, 1, 6));
  EXPECT_EQ(figure(report_of(1).value(), v1::MEASURE_SEATS_CONFIRMED), 0);
}

TEST_F(OnGroupHeadCountChanged, WithoutItsGroupIsParked) {
  registration::v1::Event nobody;
  nobody.mutable_group_head_count_changed()->set_session_id(session(1));
  tell(nobody);
  EXPECT_EQ(service.host().parked_count(), 1);
}

}  // namespace
}  // namespace opora::reporting::testing
