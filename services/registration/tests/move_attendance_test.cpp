#include "registration/tests/corrections.h"

namespace opora::registration::testing {
namespace {

class MoveAttendance : public CorrectionsTest {
 protected:
  void SetUp() override {
    CorrectionsTest::SetUp();
    check_in(1, 1);
    events_since_last();
  }
  v1::MoveAttendanceResponse moved(const v1::MoveAttendanceRequest& request) {
    return answer<v1::MoveAttendanceResponse>(request);
  }
  static Caller at_both_doors() {
    Caller caller = facilitator(kSession);
    caller.scopes["session"].push_back(kBesideIt);
    return caller;
  }
};

TEST_F(MoveAttendance, ToTheRightSessionIsOneCommit) {
  EXPECT_FALSE(moved(moving(1, kBesideIt, "")).was_there_already());
  EXPECT_EQ(events_since_last(), (Types{"AttendanceTakenBack", "AttendanceRecorded"}));
  const auto told = last_event().attendance_recorded();
  EXPECT_EQ(told.session_id(), kBesideIt);
  EXPECT_EQ(told.person_id(), person(1));
  EXPECT_EQ(told.scanned_at_us(), kStartsAtUs);
  EXPECT_EQ(told.change(), 0);
  EXPECT_EQ(attending(kSession), std::vector<std::string>{});
  EXPECT_EQ(attending(kBesideIt), std::vector<std::string>{person(1)});
}

TEST_F(MoveAttendance, ToTheRightPersonCountsWithTheirOrganisation) {
  add_to_roster(kClinic, 5, "2022-01-01");
  events_since_last();
  EXPECT_EQ(refusal(moving(1, "", person(5))), "");
  EXPECT_EQ(events_since_last(), (Types{"AttendanceTakenBack", "AttendanceRecorded"}));
  EXPECT_EQ(last_event().attendance_recorded().organisation_id(), kClinic);
  EXPECT_EQ(attending(kSession), std::vector<std::string>{person(5)});
}

TEST_F(MoveAttendance, ToOneThatCountsMakesTwoOne) {
  check_in(2, 2);
  events_since_last();
  EXPECT_TRUE(moved(moving(1, "", person(2))).was_there_already());
  EXPECT_EQ(events_since_last(), Types{"AttendanceTakenBack"});
  EXPECT_EQ(last_event().attendance_taken_back().moved_to_person_id(), person(2));
  EXPECT_EQ(attending(kSession), std::vector<std::string>{person(2)});
}

TEST_F(MoveAttendance, TwiceIsOnceAndBackIsBack) {
  const auto there = moving(1, kBesideIt, "");
  ASSERT_EQ(refusal(there), "");
  events_since_last();
  EXPECT_EQ(refusal(there), "");
  EXPECT_EQ(events_since_last(), Types{});
  EXPECT_EQ(refusal(moving(1, kFarAway, "")), "ATTENDANCE_TAKEN_BACK") << "it is next door by now";

  EXPECT_EQ(refusal(moving(1, kSession, "", kBesideIt)), "");
  EXPECT_EQ(events_since_last(), (Types{"AttendanceTakenBack", "AttendanceRecorded"}));
  EXPECT_EQ(last_event().attendance_recorded().change(), 2);
  EXPECT_EQ(attending(kSession), std::vector<std::string>{person(1)});
  EXPECT_EQ(attending(kBesideIt), std::vector<std::string>{});
}

TEST_F(MoveAttendance, IsForWhoMayCorrectBoth) {
  EXPECT_EQ(refusal(moving(1, kFarAway, ""), coordinator(kRegion)), "SESSION_OF_OTHERS");
  EXPECT_EQ(refusal(moving(1, kBesideIt, ""), facilitator(kSession)), "SESSION_OF_OTHERS");
  EXPECT_EQ(refusal(moving(1, kBesideIt, ""), facilitator(kBesideIt)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(moving(1, kBesideIt, ""), at_both_doors()), "");
  EXPECT_EQ(refusal(moving(1, kFarAway, "", kBesideIt)), "") << "an administrator";
}

// An id that a door tries is answered alike, whether it is somebody's or nobody's.
TEST_F(MoveAttendance, ToSomebodyIsToldADoorOfTheExpectedAlone) {
  add_to_roster(kClinic, 5, "2022-01-01");
  EXPECT_EQ(refusal(moving(1, "", person(5)), facilitator(kSession)), "NOT_EXPECTED");
  EXPECT_EQ(refusal(moving(1, "", person(6)), facilitator(kSession)), "NOT_EXPECTED");
  EXPECT_EQ(refusal(moving(1, "", person(6)), coordinator(kRegion)), "PERSON_NOT_KNOWN");
  EXPECT_EQ(refusal(moving(1, "", person(2)), facilitator(kSession)), "");
}

TEST_F(MoveAttendance, AsksForTheCountToBeLowered) {
  ASSERT_EQ(refusal(counting(2)), "");
  register_named(2, 1, {7});
  EXPECT_TRUE(moved(moving(1, "", person(2))).lower_the_count());
  EXPECT_TRUE(moved(moving(2, "", person(7))).lower_the_count());
  EXPECT_FALSE(moved(moving(7, kBesideIt, "")).lower_the_count());
}

TEST_F(MoveAttendance, NeedsBothEnds) {
  publish(test_id(63), 5, kStartsAtUs + 30 * 24 * kHourUs);
  EXPECT_EQ(refusal(moving(1, "", "")), "NOTHING_MOVED");
  EXPECT_EQ(refusal(moving(1, kNobody, "")), "UNKNOWN_SESSION");
  EXPECT_EQ(refusal(moving(3, kBesideIt, "")), "UNKNOWN_ATTENDANCE");
  EXPECT_EQ(refusal(moving(1, test_id(63), "")), "SESSION_NOT_BEGUN");
  ASSERT_EQ(refusal(taking_back(1)), "");
  EXPECT_EQ(refusal(moving(1, kBesideIt, "")), "ATTENDANCE_TAKEN_BACK");
}

// A second scan far from the session counts for nobody by itself, nor does it where an attendance was moved.
TEST_F(MoveAttendance, IsFollowedByAnyScan) {
  ASSERT_EQ(refusal(moving(1, kBesideIt, "")), "");
  auto late = scan_of(9, 1, kStartsAtUs + 40 * kHourUs);
  late.set_session_id(kBesideIt);
  EXPECT_FALSE(answer<v1::CheckInResponse>(late).set_aside());
  EXPECT_EQ(attending(kBesideIt), std::vector<std::string>{person(1)});
}

TEST_F(MoveAttendance, SurvivesACrash) {
  ASSERT_EQ(refusal(moving(1, kBesideIt, "")), "");
  service.restart();
  EXPECT_EQ(refusal(moving(1, kBesideIt, "")), "");
  EXPECT_EQ(attending(kBesideIt), std::vector<std::string>{person(1)});
}

}  // namespace
}  // namespace opora::registration::testing
