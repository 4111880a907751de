#include "registration/domain/attendance.h"
#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

const std::string kNeverPlanned = test_id(60);
const std::string kNextDoor = test_id(61);
const std::string kRegionBeyond = test_id(70);

class ConfirmScans : public RegistrationTest {
 protected:
  void SetUp() override {
    RegistrationTest::SetUp();
    open_doors();
    publish(kNextDoor, 5);
    register_named(1, 3, {1, 2});
    upload(scans_at(kSession, {scan_of(1, 1, kStartsAtUs - 40 * kHourUs).scan(), scan_of_code(scan(2), "menu")}));
    upload(scans_at(kNeverPlanned, {scan_of(3, 3).scan()}));
    events_since_last();
  }
  std::string refused(const v1::ConfirmScansRequest& request,
                      const Caller& caller = opora::testing::administrator()) {
    return refusal(request, caller);
  }
  v1::ConfirmScansRequest from(const std::string& scanned_at, v1::ConfirmScansRequest request) {
    request.set_scanned_session_id(scanned_at);
    return request;
  }
};

TEST_F(ConfirmScans, CountWhereTheyWereMade) {
  const auto response = service.call<v1::ConfirmScansResponse>(confirmation(kSession, {scan(1)}));
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_EQ(response->attendance_count(), 1);
  EXPECT_EQ(events_since_last(), (Types{"ScanSettled", "AttendanceRecorded"}));
  const auto came = last_event().attendance_recorded();
  EXPECT_EQ(came.person_id(), person(1));
  EXPECT_EQ(came.organisation_id(), kSchool);
  EXPECT_EQ(attending(kSession), std::vector<std::string>{person(1)});
  EXPECT_EQ(unsettled(kSession).size(), 1U);

  EXPECT_EQ(service.call<v1::ConfirmScansResponse>(confirmation(kSession, {scan(1)}))->attendance_count(), 0);
  EXPECT_EQ(events_since_last(), Types{}) << "again changes nothing";
  EXPECT_EQ(check_in(1, 1, kStartsAtUs - 40 * kHourUs), std::vector<int>{v1::CHECK_IN_FLAG_OUTSIDE_SESSION})
      << "its device is answered as it was first";
  EXPECT_EQ(check_in(9, 1), std::vector<int>{v1::CHECK_IN_FLAG_ALREADY_CHECKED_IN});
}

TEST_F(ConfirmScans, CountAtTheSessionNextDoor) {
  EXPECT_EQ(refused(from(kSession, confirmation(kNextDoor, {scan(1)}))), "");
  EXPECT_EQ(events_since_last(), (Types{"ScanSettled", "AttendanceRecorded"}));
  EXPECT_EQ(attending(kNextDoor), std::vector<std::string>{person(1)});
  EXPECT_EQ(attending(kSession), std::vector<std::string>{});
  EXPECT_EQ(refused(confirmation(kSession, {scan(1)})), "SCAN_SETTLED");
}

TEST_F(ConfirmScans, SayWhoACodeWasOf) {
  auto request = confirmation(kSession, {scan(2)});
  EXPECT_EQ(refused(request), "NOT_A_PERSON");
  request.set_request_id(fresh_request_id());
  request.set_person_id(person(2));
  EXPECT_EQ(refused(request), "");
  EXPECT_EQ(attending(kSession), std::vector<std::string>{person(2)});
  EXPECT_EQ(last_event().attendance_recorded().organisation_id(), kSchool);
}

TEST_F(ConfirmScans, OfOnePersonAreOneAttendance) {
  upload(scans_at(kSession, {scan_of(5, 1, kStartsAtUs - 50 * kHourUs).scan()}));
  events_since_last();
  EXPECT_EQ(service.call<v1::ConfirmScansResponse>(confirmation(kSession, {scan(1), scan(5), scan(1)}))
                ->attendance_count(), 1);
  EXPECT_EQ(events_since_last(), (Types{"ScanSettled", "AttendanceRecorded", "ScanSettled"}));
}

TEST_F(ConfirmScans, AreRefusedByRuleAllOrNone) {
  ASSERT_EQ(refusal(discarding(kSession, {scan(2)})), "");
  events_since_last();
  EXPECT_EQ(refused(confirmation(kNobody, {scan(1)})), "UNKNOWN_SESSION");
  EXPECT_EQ(refused(confirmation(kSession, {scan(1), scan(77)})), "UNKNOWN_SCAN");
  EXPECT_EQ(refused(confirmation(kNextDoor, {scan(1)})), "UNKNOWN_SCAN") << "it was made at another door";
  EXPECT_EQ(refused(confirmation(kSession, {scan(1), scan(2)})), "SCAN_DISCARDED");
  auto named_twice = confirmation(kSession, {scan(1)});
  named_twice.set_person_id(person(2));
  EXPECT_EQ(refused(named_twice), "SCAN_NAMES_SOMEBODY");
  publish(test_id(62), 5, kStartsAtUs + 24 * kHourUs);
  EXPECT_EQ(refused(from(kSession, confirmation(test_id(62), {scan(1)}))), "SESSION_NOT_BEGUN");
  EXPECT_EQ(events_since_last(), Types{});
  EXPECT_EQ(attending(kSession), std::vector<std::string>{});
}

// Who may: a coordinator where they may act, for a scan of their own doors; an administrator of any.
TEST_F(ConfirmScans, AreForTheRegionOfBothDoors) {
  EXPECT_EQ(refused(confirmation(kSession, {scan(1)}), coordinator(kRegionBeyond)), "PERMISSION_DENIED");
  scheduling::v1::Event event;
  auto& elsewhere = *event.mutable_session_published();
  elsewhere.set_session_id(test_id(63));
  elsewhere.set_region_id(kRegionBeyond);
  elsewhere.set_capacity(5);
  elsewhere.set_starts_at_us(kStartsAtUs);
  elsewhere.set_registration_ends_at_us(kStartsAtUs);
  elsewhere.set_local_start("2023-10-11T18:00");
  service.deliver("scheduling", event, test_id(63));
  EXPECT_EQ(refused(from(kSession, confirmation(test_id(63), {scan(1)})), coordinator(kRegionBeyond)),
            "SCAN_OF_ANOTHER_REGION");
  EXPECT_EQ(refused(from(kNeverPlanned, confirmation(test_id(63), {scan(3)})), coordinator(kRegionBeyond)),
            "UNKNOWN_SESSION") << "as it is where they are listed or discarded";
  EXPECT_EQ(refused(from(kNeverPlanned, confirmation(test_id(63), {scan(3)}))), "");
  EXPECT_EQ(attending(test_id(63)), std::vector<std::string>{person(3)});
  EXPECT_EQ(refused(from(kSession, confirmation(test_id(63), {scan(1)}))), "") << "an administrator anywhere";
  publish(kNeverPlanned, 5);
  EXPECT_EQ(attending(kNeverPlanned), std::vector<std::string>{}) << "it counts where somebody said";
}

// `opora rebuild registration` forgets what it has heard of sessions, and reads it again by and by.
TEST_F(ConfirmScans, OfADoorThatIsNotReadAgainYetWaitForIt) {
  service.restart_after(Statement("DELETE FROM sessions WHERE session_id = '00000000-0000-7000-8000-000000000002'"));
  const auto request = from(kSession, confirmation(kNextDoor, {scan(1)}));
  EXPECT_EQ(refused(request, coordinator(kRegion)), "UNKNOWN_SESSION");
  publish(kSession, 10);
  EXPECT_EQ(refused(from(kSession, confirmation(kNextDoor, {scan(1)})), coordinator(kRegion)), "");
}

TEST_F(ConfirmScans, CountBeyondWhatPeopleNobodyKnowsMay) {
  std::vector<v1::Scan> scans;
  for (int number = 100; number < 135; ++number) scans.push_back(scan_of(number, number).scan());
  upload(scans_at(kNextDoor, scans));
  EXPECT_EQ(attending(kNextDoor).size(), 30U);
  EXPECT_EQ(refused(confirmation(kNextDoor, {scan(130), scan(134)})), "");
  EXPECT_EQ(attending(kNextDoor).size(), 32U);
  EXPECT_EQ(unsettled(kNextDoor).size(), 3U);
}

// Five rows each, of which a commit takes a thousand.
TEST_F(ConfirmScans, TakeAsManyAtOnceAsTheContractSays) {
  std::vector<v1::Scan> scans;
  std::vector<std::string> ids;
  for (int number = 100; number < 301; ++number) {
    scans.push_back(scan_of(number, number, kStartsAtUs - 40 * kHourUs).scan());
    ids.push_back(scan(number));
  }
  upload(scans_at(kNextDoor, scans));
  EXPECT_EQ(refused(confirmation(kNextDoor, ids)), "INVALID_REQUEST");
  ids.pop_back();
  EXPECT_EQ(service.call<v1::ConfirmScansResponse>(confirmation(kNextDoor, ids))->attendance_count(), 200);
}

// Whoever stands at the door can list a scan's id, make others from it, and scan somebody who counts under each.
TEST_F(ConfirmScans, CountThoughTheirIdsWereTaken) {
  register_named(2, 3, {4, 5, 6});
  const auto other = [](const std::string& id) { return other_id({kSession}, {{id}, {person(1)}, {}}).value; };
  const std::string second = other(scan(1)), third = other(second);
  upload(scans_at(kSession, {scan_of(1, 4).scan(), scan_of_code(second, person(5)), scan_of_code(third, person(6))}));
  ASSERT_EQ(attending(kSession), (std::vector<std::string>{person(4), person(5), person(6)}));
  events_since_last();
  EXPECT_EQ(service.call<v1::ConfirmScansResponse>(confirmation(kSession, {scan(1)}))->attendance_count(), 1);
  EXPECT_EQ(events_since_last(), (Types{"ScanSettled", "AttendanceRecorded"}));
  EXPECT_EQ(last_event().attendance_recorded().person_id(), person(1));
  EXPECT_EQ(attending(kSession).size(), 4U);
}

TEST_F(ConfirmScans, SurviveACrash) {
  EXPECT_EQ(refused(confirmation(kSession, {scan(1)})), "");
  service.restart();
  EXPECT_EQ(refused(confirmation(kSession, {scan(1)})), "");
  EXPECT_EQ(attending(kSession), std::vector<std::string>{person(1)});
}

}  // namespace
}  // namespace opora::registration::testing
