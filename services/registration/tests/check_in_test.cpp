#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class CheckIn : public RegistrationTest {
 protected:
  void SetUp() override {
    RegistrationTest::SetUp();
    open_doors();
  }
  using Flags = std::vector<int>;
  // Those of the attendance that was told last.
  Flags flags_told() {
    const auto event = last_event();
    return {event.attendance_recorded().flags().begin(), event.attendance_recorded().flags().end()};
  }
};

TEST_F(CheckIn, RecordsTheFirstScanOfAPerson) {
  register_named(1, 2, {1});
  events_since_last();
  EXPECT_EQ(check_in(1, 1), Flags{});
  EXPECT_EQ(events_since_last(), Types{"AttendanceRecorded"});
  const auto attendance = last_event().attendance_recorded();
  EXPECT_EQ(attendance.session_id(), kSession);
  EXPECT_EQ(attendance.person_id(), person(1));
  EXPECT_EQ(attendance.organisation_id(), kSchool);
  EXPECT_EQ(attendance.scanned_at_us(), kStartsAtUs);
  EXPECT_EQ(flags_told(), Flags{});
  EXPECT_EQ(check_in(2, 1, kStartsAtUs + kHourUs), Flags{v1::CHECK_IN_FLAG_ALREADY_CHECKED_IN});
  EXPECT_EQ(events_since_last(), Types{}) << "still one attendance";
}

TEST_F(CheckIn, KeepsOddScans) {
  EXPECT_EQ(check_in(1, 7), Flags{v1::CHECK_IN_FLAG_NOT_REGISTERED}) << "a door is not told whom the network knows";
  EXPECT_EQ(last_event().attendance_recorded().organisation_id(), "") << "a guest";
  EXPECT_EQ(flags_told(), (Flags{v1::CHECK_IN_FLAG_NOT_REGISTERED, v1::CHECK_IN_FLAG_UNKNOWN_PERSON}));
  register_named(1, 10, {1});
  register_named(2, 1, {2});
  EXPECT_EQ(check_in(2, 2), Flags{v1::CHECK_IN_FLAG_NOT_REGISTERED}) << "their group waits";
  EXPECT_EQ(flags_told(), Flags{v1::CHECK_IN_FLAG_NOT_REGISTERED});
  EXPECT_EQ(check_in(3, 1, kStartsAtUs - 4 * kHourUs), Flags{v1::CHECK_IN_FLAG_OUTSIDE_SESSION});
  EXPECT_EQ(events_since_last(), (Types{"AttendanceRecorded", "GroupConfirmed", "GroupWaitlisted", "AttendanceRecorded",
                           "ScanSetAside"}));
  const auto told = last_event().scan_set_aside();
  EXPECT_EQ(told.session_id(), kSession);
  EXPECT_EQ(told.check_in_id(), scan(3));
  EXPECT_EQ(Flags(told.flags().begin(), told.flags().end()), Flags{v1::CHECK_IN_FLAG_OUTSIDE_SESSION});
}

TEST_F(CheckIn, CountsAMemberOfTheRosterForTheirOrganisation) {
  add_to_roster(kClinic, 1, "2023-10-11");
  add_to_roster(kClinic, 2, "2023-01-01", "2023-10-10");
  EXPECT_EQ(check_in(1, 1), Flags{v1::CHECK_IN_FLAG_NOT_REGISTERED});
  EXPECT_EQ(last_event().attendance_recorded().organisation_id(), kClinic);
  check_in(2, 2);
  EXPECT_EQ(last_event().attendance_recorded().organisation_id(), "") << "they left the day before";
}

TEST_F(CheckIn, OfASessionNobodyHasHeardOfWaits) {
  auto request = scan_of(1, 1);
  request.set_session_id(kNobody);
  const auto response = service.call<v1::CheckInResponse>(request);
  ASSERT_TRUE(response);
  EXPECT_EQ(Flags(response->flags().begin(), response->flags().end()),
            (Flags{v1::CHECK_IN_FLAG_NOT_REGISTERED, v1::CHECK_IN_FLAG_UNKNOWN_SESSION}));
  EXPECT_TRUE(response->set_aside());
  EXPECT_EQ(events_since_last(), Types{"ScanSetAside"});
}

TEST_F(CheckIn, OfWhatIsNobodysIdIsKept) {
  auto request = scan_of(1, 1);
  request.mutable_scan()->set_person_id("https://example.org/menu");
  const auto response = service.call<v1::CheckInResponse>(request).value();
  EXPECT_EQ(Flags(response.flags().begin(), response.flags().end()),
            Flags{v1::CHECK_IN_FLAG_UNREADABLE_CODE});
  EXPECT_TRUE(response.set_aside());
  EXPECT_EQ(events_since_last(), Types{"ScanSetAside"});
  ASSERT_EQ(unsettled(kSession).size(), 1U);
  EXPECT_EQ(unsettled(kSession)[0].code(), "https://example.org/menu");
}

TEST_F(CheckIn, BeforeTheDoorsCanHaveOpenedHoldsNoSession) {
  publish(test_id(60), 5, kStartsAtUs + 30 * 24 * kHourUs);
  register_named(1, 1, {1});
  auto next_month = scan_of(1, 1, kStartsAtUs + 30 * 24 * kHourUs);
  next_month.set_session_id(test_id(60));
  events_since_last();
  const auto response = service.call<v1::CheckInResponse>(next_month).value();
  EXPECT_TRUE(response.set_aside()) << "whatever the device's clock says";
  EXPECT_EQ(events_since_last(), Types{"ScanSetAside"});
  EXPECT_EQ(attending(test_id(60)), std::vector<std::string>{});
}

TEST_F(CheckIn, OfSomebodyWhoseGroupWasCancelledIsSetAside) {
  register_named(1, 2, {1, 2});
  cancel(1);
  register_named(2, 2, {2});
  events_since_last();
  EXPECT_EQ(check_in(1, 1), (Flags{v1::CHECK_IN_FLAG_NOT_REGISTERED, v1::CHECK_IN_FLAG_GROUP_CANCELLED}));
  EXPECT_EQ(check_in(2, 2), Flags{}) << "they are in another group by now";
  EXPECT_EQ(events_since_last(), (Types{"ScanSetAside", "AttendanceRecorded"}));
}

TEST_F(CheckIn, IsToldUnderThePerson) {
  check_in(1, 1);
  EXPECT_EQ(service.events().back().key, person(1)) << "one person's attendances keep their order";
}

TEST_F(CheckIn, MadeTwiceKeepsEachOfItsFlags) {
  const Flags odd{v1::CHECK_IN_FLAG_NOT_REGISTERED, v1::CHECK_IN_FLAG_OUTSIDE_SESSION};
  EXPECT_EQ(check_in(1, 7, kStartsAtUs - 4 * kHourUs), odd);
  EXPECT_EQ(check_in(1, 7, kStartsAtUs - 4 * kHourUs), odd);
}

TEST_F(CheckIn, CountsWhoIsOnTwoRostersForWhomTheyJoinedFirst) {
  add_to_roster(kClinic, 1, "2022-01-01");
  add_to_roster(kSchool, 1, "2021-01-01");
  add_to_roster(kClinic, 2, "2021-01-01");
  add_to_roster(kSchool, 2, "2022-01-01");
  check_in(1, 1);
  EXPECT_EQ(last_event().attendance_recorded().organisation_id(), kSchool);
  check_in(2, 2);
  EXPECT_EQ(last_event().attendance_recorded().organisation_id(), kClinic);
}

TEST_F(CheckIn, MadeTwiceIsOne) {
  const Flags first = check_in(1, 7);
  events_since_last();
  EXPECT_EQ(check_in(1, 7), first) << "the first answer's flags, although they are checked in by now";
  EXPECT_EQ(events_since_last(), Types{});
}

}  // namespace
}  // namespace opora::registration::testing
