#include "registration/tests/corrections.h"

namespace opora::registration::testing {
namespace {

class TakeBackAttendance : public CorrectionsTest {
 protected:
  void SetUp() override {
    CorrectionsTest::SetUp();
    check_in(1, 1);
    check_in(2, 2);
    events_since_last();
  }
};

TEST_F(TakeBackAttendance, CountsNoMoreAndStaysInTheRecord) {
  EXPECT_EQ(refusal(taking_back(1), facilitator(kSession)), "");
  EXPECT_EQ(events_since_last(), Types{"AttendanceTakenBack"});
  const auto told = last_event().attendance_taken_back();
  EXPECT_EQ(told.session_id(), kSession);
  EXPECT_EQ(told.person_id(), person(1));
  EXPECT_EQ(told.change(), 1);
  EXPECT_EQ(told.code(), v1::CORRECTION_CODE_DID_NOT_COME);
  EXPECT_EQ(told.moved_to_session_id() + told.moved_to_person_id(), "");
  EXPECT_EQ(service.events().back().key, person(1)) << "one person's attendances keep their order";
  EXPECT_EQ(attending(kSession), std::vector<std::string>{person(2)});

  v1::ListCheckInsRequest request;
  request.set_session_id(kSession);
  EXPECT_EQ(answer<v1::ListCheckInsResponse>(request).check_ins_size(), 2) << "what was scanned was scanned";
}

TEST_F(TakeBackAttendance, TwiceIsOnce) {
  ASSERT_EQ(refusal(taking_back(1)), "");
  events_since_last();
  let_two_days_pass();
  EXPECT_EQ(refusal(taking_back(1), facilitator(kSession)), "") << "it is so already, so it is never too late";
  EXPECT_EQ(events_since_last(), Types{});
}

TEST_F(TakeBackAttendance, IsForWhoStandsThereOrAnswersForTheRegion) {
  EXPECT_EQ(refusal(taking_back(1), facilitator(kBesideIt)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(taking_back(1), coordinator(kFarRegion)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(taking_back(1), facilitator(kSession)), "");
  EXPECT_EQ(refusal(taking_back(2), coordinator(kRegion)), "");
}

TEST_F(TakeBackAttendance, IsTheDoorsUntilTheDayAfterIsOver) {
  let_two_days_pass();
  EXPECT_EQ(refusal(taking_back(1), facilitator(kSession)), "CORRECTION_TOO_LATE");
  EXPECT_EQ(refusal(taking_back(1), coordinator(kRegion)), "");
}

TEST_F(TakeBackAttendance, NeedsOneThatWasRecorded) {
  EXPECT_EQ(refusal(taking_back(3)), "UNKNOWN_ATTENDANCE");
  EXPECT_EQ(refusal(taking_back(1, kBesideIt)), "UNKNOWN_ATTENDANCE");
  EXPECT_EQ(refusal(taking_back(1, kNobody)), "UNKNOWN_SESSION");
}

TEST_F(TakeBackAttendance, SaysWhy) {
  auto request = taking_back(1);
  request.clear_reason();
  EXPECT_EQ(refusal(request), "INVALID_REQUEST");
  request = taking_back(1);
  request.clear_code();
  EXPECT_EQ(refusal(request), "INVALID_REQUEST");
}

TEST_F(TakeBackAttendance, IsGivenAgainByAScanMadeSince) {
  ASSERT_EQ(refusal(taking_back(1)), "");
  service.clock().set(Instant{kStartsAtUs + 2 * kHourUs});
  service.settle();
  EXPECT_EQ(events_since_last(), (Types{"AttendanceTakenBack", "RegistrationEnded", "RegistrationEnded"}));
  EXPECT_EQ(check_in(1, 1), std::vector<int>{}) << "the scan that was answered is answered the same";
  EXPECT_EQ(events_since_last(), Types{});
  EXPECT_EQ(check_in(7, 1, kStartsAtUs + 2 * kHourUs), std::vector<int>{});
  EXPECT_EQ(events_since_last(), Types{"AttendanceRecorded"});
  EXPECT_EQ(last_event().attendance_recorded().change(), 2);
  EXPECT_EQ(attending(kSession), (std::vector<std::string>{person(2), person(1)}));
  EXPECT_EQ(refusal(taking_back(1)), "");
  EXPECT_EQ(last_event().attendance_taken_back().change(), 3);
}

// Another device's scan of the same mistake, uploaded later.
TEST_F(TakeBackAttendance, SpeaksOfScansThatWereMadeBefore) {
  service.clock().set(Instant{kStartsAtUs + kHourUs});
  ASSERT_EQ(refusal(taking_back(1)), "");
  events_since_last();
  const auto uploaded = upload(scans_at(kSession, {scan_of(7, 1, kStartsAtUs + 5).scan()}));
  EXPECT_EQ(flags_in(uploaded.results(0)), std::vector<int>{v1::CHECK_IN_FLAG_TAKEN_BACK});
  EXPECT_TRUE(uploaded.results(0).set_aside());
  EXPECT_EQ(events_since_last(), Types{"ScanSetAside"});
  ASSERT_EQ(refusal(confirmation(kSession, {testing::scan(7)})), "");
  EXPECT_EQ(events_since_last(), (Types{"ScanSettled", "AttendanceRecorded"}));
  EXPECT_EQ(last_event().attendance_recorded().change(), 2);
  EXPECT_EQ(attending(kSession).size(), 2U);
}

// Of people nobody knows only so many count by themselves: one who did not come makes room.
TEST_F(TakeBackAttendance, MakesRoomForSomebodyWhomNobodyKnows) {
  std::vector<v1::Scan> crowd;
  for (int number = 0; number < 30; ++number) crowd.push_back(scan_of(100 + number, 100 + number).scan());
  upload(scans_at(kSession, crowd));
  EXPECT_TRUE(upload(scans_at(kSession, {scan_of(150, 150).scan()})).results(0).set_aside());
  ASSERT_EQ(refusal(taking_back(100)), "");
  EXPECT_FALSE(upload(scans_at(kSession, {scan_of(151, 151).scan()})).results(0).set_aside());
  EXPECT_TRUE(upload(scans_at(kSession, {scan_of(152, 152).scan()})).results(0).set_aside());
}

TEST_F(TakeBackAttendance, SurvivesACrash) {
  ASSERT_EQ(refusal(taking_back(1)), "");
  service.restart();
  EXPECT_EQ(attending(kSession), std::vector<std::string>{person(2)});
  events_since_last();
  EXPECT_EQ(refusal(taking_back(1)), "");
  EXPECT_EQ(events_since_last(), Types{});
}

}  // namespace
}  // namespace opora::registration::testing
