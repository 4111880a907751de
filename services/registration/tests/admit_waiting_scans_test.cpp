#include "platform/faults/planted.h"
#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

const std::string kUnheardOf = test_id(60);
const std::string kOtherRegion = test_id(70);

class AdmitWaitingScans : public RegistrationTest {
 protected:
  void SetUp() override {
    RegistrationTest::SetUp();
    open_doors();
  }
  const Caller at_door_ = facilitator(kUnheardOf);
  std::vector<int> flags_unsettled() {
    std::vector<int> flags;
    for (const auto& scan : unsettled(kUnheardOf))
      for (const int flag : scan.flags()) flags.push_back(flag);
    return flags;
  }
  // As many as are set.
  std::int64_t timer_count() {
    for (const auto& checked : service.host().check_invariants())
      if (checked.invariant.starts_with("No timer ")) return checked.finding.checked_count;
    return -1;
  }
};

TEST_F(AdmitWaitingScans, DerivesWhatWasNotKnown) {
  add_to_roster(kSchool, 1, "2023-10-11");
  add_to_roster(kSchool, 2, "2023-10-12");
  events_since_last();
  const std::vector<v1::Scan> scans = {scan_of(2, 1, kStartsAtUs + kHourUs).scan(), scan_of(1, 1).scan(),
                                       scan_of(3, 2, -1).scan(), scan_of_code(scan(4), "menu")};
  const auto first = upload(scans_at(kUnheardOf, scans), at_door_);
  EXPECT_EQ(events_since_last(), Types(4, "ScanSetAside"));
  publish(kUnheardOf, 5);
  EXPECT_EQ(events_since_last(), (Types{"ScanSettled", "AttendanceRecorded", "ScanSettled"}))
      << "one person twice, nobody for the menu, and nobody yet for a clock of 1969";
  EXPECT_EQ(attending(kUnheardOf), std::vector<std::string>{person(1)});
  EXPECT_EQ(unsettled(kUnheardOf).size(), 2U);
  v1::Event recorded;
  recorded.ParseFromString(service.events().at(service.events().size() - 2).payload);
  const auto told = recorded.attendance_recorded();
  EXPECT_EQ(told.scanned_at_us(), kStartsAtUs) << "the first scan";
  EXPECT_EQ(told.organisation_id(), kSchool) << "by the session's day";
  const std::vector<int> flags(told.flags().begin(), told.flags().end());
  EXPECT_EQ(flags, std::vector<int>{v1::CHECK_IN_FLAG_NOT_REGISTERED}) << "the session is known now";

  EXPECT_EQ(upload(scans_at(kUnheardOf, scans), at_door_).SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(events_since_last(), Types{});
}

// Timers wait for a time that is confirmed, and the phone does not.
TEST_F(AdmitWaitingScans, UploadedAgainBeforeTheyWereLookedAtAreAnsweredAlike) {
  const std::vector<v1::Scan> scans = {scan_of(1, 1).scan(), scan_of_code(scan(4), "menu"), scan_of(1, 1).scan()};
  const auto first = upload(scans_at(kUnheardOf, scans), at_door_);
  service.clock().advance(std::chrono::hours(1));
  service.clock().reboot();
  service.restart();
  publish(kUnheardOf, 5);
  events_since_last();
  EXPECT_EQ(upload(scans_at(kUnheardOf, scans), at_door_).SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(events_since_last(), Types{});
  service.clock().synchronise(true);
  service.settle();
  EXPECT_EQ(events_since_last(), (Types{"ScanSettled", "AttendanceRecorded"}));
  EXPECT_EQ(upload(scans_at(kUnheardOf, scans), at_door_).SerializeAsString(), first.SerializeAsString());
}

TEST_F(AdmitWaitingScans, CountsACoordinatorsInTheirRegionsAlone) {
  upload(scans_at(kUnheardOf, {scan_of(1, 1).scan()}), coordinator(kRegion));
  upload(scans_at(kUnheardOf, {scan_of(2, 2).scan(), scan_of_code(scan(3), "menu")}), coordinator(kOtherRegion));
  publish(kUnheardOf, 5);
  EXPECT_EQ(attending(kUnheardOf), std::vector<std::string>{person(1)});
  EXPECT_EQ(flags_unsettled(),
            (std::vector<int>{v1::CHECK_IN_FLAG_NOT_REGISTERED, v1::CHECK_IN_FLAG_OTHER_REGION,
                              v1::CHECK_IN_FLAG_UNREADABLE_CODE, v1::CHECK_IN_FLAG_OTHER_REGION}));
  EXPECT_EQ(refusal(scans_at(kUnheardOf, {scan_of(4, 4).scan()}), coordinator(kOtherRegion)),
            "PERMISSION_DENIED") << "by now one can tell";
}

TEST_F(AdmitWaitingScans, CountsWhatTheDoorUploadedAsWell) {
  const std::vector<v1::Scan> scans = {scan_of(1, 1).scan()};
  upload(scans_at(kUnheardOf, scans), coordinator(kOtherRegion));
  upload(scans_at(kUnheardOf, scans), at_door_);
  publish(kUnheardOf, 5);
  EXPECT_EQ(attending(kUnheardOf), std::vector<std::string>{person(1)});
}

TEST_F(AdmitWaitingScans, GoesOnUntilNoneWaits) {
  for (int begin = 0; begin < 700; begin += 175) {
    std::vector<v1::Scan> scans;
    for (int number = begin; number < begin + 175; ++number) scans.push_back(scan_of(number, number).scan());
    upload(scans_at(kUnheardOf, scans));
  }
  events_since_last();
  publish(kUnheardOf, 1'000);
  EXPECT_EQ(events_since_last().size(), 1'400U) << "each is settled, and comes";
  EXPECT_TRUE(unsettled(kUnheardOf).empty());
}

TEST_F(AdmitWaitingScans, LetsPeopleNobodyKnowsCountAsFarAsThereIsRoom) {
  std::vector<v1::Scan> scans;
  for (int number = 0; number < 250; ++number) scans.push_back(scan_of(number, number).scan());
  upload(scans_at(kUnheardOf, scans));
  publish(kUnheardOf, 5);
  EXPECT_EQ(attending(kUnheardOf).size(), 30U);
  EXPECT_EQ(unsettled(kUnheardOf).size(), 100U) << "a page of those who wait for somebody to look";
}

TEST_F(AdmitWaitingScans, UploadedBeforeItsDoorsOpenedAreDoubtful) {
  upload(scans_at(kUnheardOf, {scan_of(1, 1, kStartsAtUs + 48 * kHourUs).scan()}));
  events_since_last();
  publish(kUnheardOf, 5, kStartsAtUs + 48 * kHourUs);
  EXPECT_EQ(events_since_last(), Types{});
  EXPECT_EQ(flags_unsettled(),
            (std::vector<int>{v1::CHECK_IN_FLAG_NOT_REGISTERED, v1::CHECK_IN_FLAG_OUTSIDE_SESSION}));
}

// An older build beside this one heard of the session, and did not know that scans wait.
TEST_F(AdmitWaitingScans, LooksAgainADayLater) {
  upload(scans_at(kUnheardOf, {scan_of(1, 1).scan()}));
  service.restart();
  publish(kUnheardOf, 5);
  EXPECT_EQ(events_since_last(), (Types{"ScanSetAside", "ScanSettled", "AttendanceRecorded"}));
  service.clock().advance(std::chrono::hours(25));
  service.settle();
  EXPECT_EQ(attending(kUnheardOf), std::vector<std::string>{person(1)}) << "looking again changes nothing";
}

TEST_F(AdmitWaitingScans, OfASessionNobodyHearsOfWaitOn) {
  upload(scans_at(kUnheardOf, {scan_of(1, 1).scan()}));
  service.clock().advance(std::chrono::hours(25));
  service.settle();
  EXPECT_EQ(events_since_last(), Types{"ScanSetAside"});
  publish(kUnheardOf, 5);
  EXPECT_EQ(attending(kUnheardOf), std::vector<std::string>{person(1)});
}

// An older build has heard of the session on some later day, and tells nobody that scans wait.
TEST_F(AdmitWaitingScans, LooksAgainEveryDay) {
  upload(scans_at(kUnheardOf, {scan_of(1, 1).scan()}));
  for (int day = 0; day < 3; ++day) {
    service.clock().advance(std::chrono::hours(25));
    service.settle();
  }
  service.restart_after(Statement(
      "INSERT INTO sessions (session_id, region_id, capacity, starts_at, registration_ends_at, on_date) "
      "SELECT '00000000-0000-7000-8000-000000000060', region_id, capacity, starts_at, registration_ends_at, on_date "
      "FROM sessions WHERE session_id = '00000000-0000-7000-8000-000000000002'"));
  service.clock().advance(std::chrono::hours(25));
  service.settle();
  EXPECT_EQ(attending(kUnheardOf), std::vector<std::string>{person(1)});
  publish(kUnheardOf, 10);  // what the read models must hold
}

// Whoever scans at sessions that nobody has planned leaves no work for ever.
TEST_F(AdmitWaitingScans, AreLookedAtForSixtyDaysAndThenOnceTheirSessionIsKnown) {
  upload(scans_at(kUnheardOf, {scan_of(1, 1).scan()}));
  service.clock().advance(std::chrono::days(59));
  service.settle();
  EXPECT_EQ(timer_count(), 1);
  service.clock().advance(std::chrono::hours(25));
  service.settle();
  EXPECT_EQ(timer_count(), 0) << "from the sixtieth day on";
  EXPECT_EQ(unsettled(kUnheardOf).size(), 1U);
  publish(kUnheardOf, 5);
  EXPECT_EQ(attending(kUnheardOf), std::vector<std::string>{person(1)});
}

// The machine was off, and its clock is days ahead when it comes back.
TEST_F(AdmitWaitingScans, OfACrowdAllCountThoughTheClockWasFarAheadInBetween) {
  std::vector<v1::Scan> scans;
  for (int number = 1; number <= 250; ++number) scans.push_back(scan_of(number, 1).scan());
  upload(scans_at(kUnheardOf, scans));
  service.clock().advance(std::chrono::hours(1));
  service.clock().reboot();
  service.clock().set_wrong(std::chrono::hours(60));
  service.restart();
  publish(kUnheardOf, 5);
  // As if that had happened before.
  service.restart_after(
      Statement("UPDATE timers SET due_at = 0, try_at = 0 WHERE method = 'opora.registration.v1.AdmitWaitingScans'"));
  service.settle();
  EXPECT_EQ(attending(kUnheardOf), std::vector<std::string>{person(1)});
  EXPECT_EQ(unsettled(kUnheardOf).size(), 0U) << "none is put off to an hour that may never come";
  service.clock().set_wrong(std::chrono::hours(0));
  service.clock().synchronise(true);
  service.settle();
}

// A device's ids are used at three doors, two of which nobody knows yet; whichever is known first.
TEST_F(AdmitWaitingScans, KeepsScansOfOneIdApart) {
  const std::string other = test_id(61);
  const auto at = [&](const std::string& session) { return scans_at(session, {scan_of(1, 1).scan()}); };
  const std::string first = upload(at(kUnheardOf)).SerializeAsString();
  const std::string second = upload(at(other)).SerializeAsString();
  publish(other, 5);
  EXPECT_EQ(upload(at(other)).SerializeAsString(), second) << "although its id is free";
  const std::string third = upload(at(kSession)).SerializeAsString();
  publish(kUnheardOf, 5);
  events_since_last();
  EXPECT_EQ(upload(at(kUnheardOf)).SerializeAsString(), first) << "although its id is taken";
  EXPECT_EQ(upload(at(other)).SerializeAsString(), second);
  EXPECT_EQ(upload(at(kSession)).SerializeAsString(), third);
  EXPECT_EQ(events_since_last(), Types{});
  for (const std::string& session : {kUnheardOf, other, kSession})
    EXPECT_EQ(attending(session), std::vector<std::string>{person(1)});
}

#ifdef OPORA_TESTING
class PlantedInWaitingScans : public AdmitWaitingScans {
 protected:
  void TearDown() override {}
};

TEST_F(PlantedInWaitingScans, ScansFromAnotherRegionAreNoticed) {
  const opora::testing::Planted planted("scan_from_another_region_counts");
  upload(scans_at(kUnheardOf, {scan_of(1, 1).scan()}), coordinator(kOtherRegion));
  publish(kUnheardOf, 5);
  ASSERT_FALSE(service.violations().empty());
  EXPECT_EQ(service.violations()[0].find("No scan counts by itself that a coordinator of other regions uploaded."), 0U);
}
#endif

}  // namespace
}  // namespace opora::registration::testing
