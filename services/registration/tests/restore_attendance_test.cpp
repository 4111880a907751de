#include "registration/tests/corrections.h"

namespace opora::registration::testing {
namespace {

class RestoreAttendance : public CorrectionsTest {
 protected:
  void SetUp() override {
    CorrectionsTest::SetUp();
    check_in(1, 1);
    check_in(2, 9);  // a stranger
    ASSERT_EQ(refusal(taking_back(1)), "");
    ASSERT_EQ(refusal(taking_back(9)), "");
    events_since_last();
  }
};

TEST_F(RestoreAttendance, CountsAgainAsItDid) {
  EXPECT_EQ(refusal(restoring(1), facilitator(kSession)), "");
  EXPECT_EQ(events_since_last(), Types{"AttendanceRecorded"});
  const auto told = last_event().attendance_recorded();
  EXPECT_EQ(told.change(), 2);
  EXPECT_EQ(told.organisation_id(), kSchool);
  EXPECT_EQ(told.scanned_at_us(), kStartsAtUs);
  EXPECT_EQ(told.flags_size(), 0);
  EXPECT_EQ(attending(kSession), std::vector<std::string>{person(1)});
}

TEST_F(RestoreAttendance, TellsWhomNobodyKnows) {
  EXPECT_EQ(refusal(restoring(9)), "");
  ASSERT_EQ(last_event().attendance_recorded().flags_size(), 1);
  EXPECT_EQ(last_event().attendance_recorded().flags(0), v1::CHECK_IN_FLAG_UNKNOWN_PERSON);
}

// Else a door would let any number of them count: scanned, taken back and restored, one after another.
TEST_F(RestoreAttendance, OfPeopleWhomNobodyKnowsIsForADoorAsFarAsThereIsRoom) {
  for (int number = 10; number < 39; ++number) check_in(number, 100 + number);
  EXPECT_EQ(refusal(restoring(9), facilitator(kSession)), "") << "the thirtieth";
  EXPECT_EQ(check_in(40, 140).back(), v1::CHECK_IN_FLAG_TOO_MANY_UNKNOWN);
  ASSERT_EQ(refusal(taking_back(9)), "");
  check_in(41, 141);
  EXPECT_EQ(refusal(restoring(9), facilitator(kSession)), "TOO_MANY_UNKNOWN");
  EXPECT_EQ(refusal(restoring(1), facilitator(kSession)), "") << "who is known";
  EXPECT_EQ(refusal(restoring(9), coordinator(kRegion)), "") << "somebody has looked at them";
  EXPECT_EQ(service.violations(), std::vector<std::string>{});
}

TEST_F(RestoreAttendance, OfOneThatCountsChangesNothing) {
  ASSERT_EQ(refusal(restoring(1)), "");
  events_since_last();
  let_two_days_pass();
  EXPECT_EQ(refusal(restoring(1), facilitator(kSession)), "");
  EXPECT_EQ(events_since_last(), Types{});
}

TEST_F(RestoreAttendance, IsForWhoMayTakeItBack) {
  EXPECT_EQ(refusal(restoring(1), facilitator(kBesideIt)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(restoring(1), coordinator(kFarRegion)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(restoring(3)), "UNKNOWN_ATTENDANCE");
  let_two_days_pass();
  EXPECT_EQ(refusal(restoring(1), facilitator(kSession)), "CORRECTION_TOO_LATE");
  EXPECT_EQ(refusal(restoring(1), coordinator(kRegion)), "");
}

}  // namespace
}  // namespace opora::registration::testing
