#include "registration/tests/corrections.h"

namespace opora::registration::testing {
namespace {

using CountAttendance = CorrectionsTest;

TEST_F(CountAttendance, StandsUntilAnotherIsSaid) {
  EXPECT_EQ(refusal(counting(5), facilitator(kSession)), "");
  EXPECT_EQ(events_since_last(), Types{"AttendanceCounted"});
  const auto told = last_event().attendance_counted();
  EXPECT_EQ(told.session_id(), kSession);
  EXPECT_EQ(told.organisation_id(), kSchool);
  EXPECT_EQ(told.person_count(), 5);
  EXPECT_EQ(told.change(), 1);
  EXPECT_EQ(service.events().back().key, kSession);

  EXPECT_EQ(refusal(counting(4)), "REASON_MISSING");
  EXPECT_EQ(answer<v1::CountAttendanceResponse>(counting(4, "One was named.")).previous_count(), 5);
  EXPECT_EQ(last_event().attendance_counted().change(), 2);
  EXPECT_EQ(refusal(counting(0, "All were named.")), "");
  EXPECT_EQ(last_event().attendance_counted().person_count(), 0);
}

TEST_F(CountAttendance, AgainChangesNothing) {
  ASSERT_EQ(refusal(counting(5)), "");
  events_since_last();
  EXPECT_EQ(answer<v1::CountAttendanceResponse>(counting(5)).previous_count(), 5);
  EXPECT_EQ(refusal(counting(0, "", kClinic)), "") << "nobody was counted there";
  EXPECT_EQ(events_since_last(), Types{});
}

TEST_F(CountAttendance, OfAllIsBoundByTheRoom) {
  EXPECT_EQ(refusal(counting(31)), "COUNT_LARGER_THAN_ROOM");
  EXPECT_EQ(refusal(counting(20)), "");
  EXPECT_EQ(refusal(counting(11, "", kClinic)), "COUNT_LARGER_THAN_ROOM");
  EXPECT_EQ(refusal(counting(10, "", kClinic)), "");
  EXPECT_EQ(refusal(counting(19, "Fewer.")), "");
}

// Of those alone who are expected: else the door would be told who is known, and where they work.
TEST_F(CountAttendance, IsToBeLoweredWhenOneOfThemIsScanned) {
  add_to_roster(kSchool, 8, "2022-01-01");
  ASSERT_EQ(refusal(counting(2)), "");
  events_since_last();
  EXPECT_EQ(check_in(1, 1), std::vector<int>{v1::CHECK_IN_FLAG_COUNTED_UNNAMED});
  EXPECT_EQ(events_since_last(), Types{"AttendanceRecorded"}) << "the scan counts all the same";
  EXPECT_EQ(check_in(2, 8), std::vector<int>{v1::CHECK_IN_FLAG_NOT_REGISTERED});
  EXPECT_EQ(check_in(3, 1), std::vector<int>{v1::CHECK_IN_FLAG_ALREADY_CHECKED_IN});
  ASSERT_EQ(refusal(counting(0, "They are recorded.")), "");
  EXPECT_EQ(check_in(4, 2), std::vector<int>{});
}

TEST_F(CountAttendance, IsForWhoStandsThereOrAnswersForTheRegion) {
  EXPECT_EQ(refusal(counting(1), facilitator(kBesideIt)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(counting(1), coordinator(kFarRegion)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(counting(1), coordinator(kRegion)), "");
  let_two_days_pass();
  EXPECT_EQ(refusal(counting(2, "One more."), facilitator(kSession)), "CORRECTION_TOO_LATE");
  EXPECT_EQ(refusal(counting(2, "One more."), coordinator(kRegion)), "");
}

TEST_F(CountAttendance, NeedsASessionThatHasBegunAndAnOrganisation) {
  publish(test_id(63), 5, kStartsAtUs + 30 * 24 * kHourUs);
  auto too_soon = counting(1);
  too_soon.set_session_id(test_id(63));
  EXPECT_EQ(refusal(too_soon), "SESSION_NOT_BEGUN");
  EXPECT_EQ(refusal(counting(1, "", kNobody)), "UNKNOWN_ORGANISATION");
  auto nowhere = counting(1);
  nowhere.set_session_id(kNobody);
  EXPECT_EQ(refusal(nowhere), "UNKNOWN_SESSION");
}

TEST_F(CountAttendance, SurvivesACrash) {
  ASSERT_EQ(refusal(counting(5)), "");
  service.restart();
  EXPECT_EQ(answer<v1::CountAttendanceResponse>(counting(3, "Fewer.")).previous_count(), 5);
}

}  // namespace
}  // namespace opora::registration::testing
