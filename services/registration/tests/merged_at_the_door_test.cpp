// Somebody who was entered twice, at a door and in what is put right afterwards: one person, however many cards they
// have.
#include "registration/tests/merging.h"

namespace opora::registration::testing {
namespace {

using FlagsOf = std::vector<int>;

// Person 1 is in the school's group, 4 on its roster: one person with two cards.
class MergedAtTheDoor : public MergingDesk {
 protected:
  void SetUp() override {
    MergingDesk::SetUp();
    add_to_roster(kSchool, 4, "2023-01-01");
    ASSERT_EQ(refusal(merging(1, 4)), "");
    events_since_last();
  }
};

TEST_F(MergedAtTheDoor, EitherCardIsExpected) { EXPECT_EQ(check_in(1, 4), FlagsOf{}); }

TEST_F(MergedAtTheDoor, TheSecondCardIsTheSamePersonAgain) {
  EXPECT_EQ(check_in(1, 1), FlagsOf{});
  EXPECT_EQ(check_in(2, 4), FlagsOf{v1::CHECK_IN_FLAG_ALREADY_CHECKED_IN});
  EXPECT_EQ(check_in(2, 4), FlagsOf{v1::CHECK_IN_FLAG_ALREADY_CHECKED_IN}) << "the same scan";
  ASSERT_EQ(attendances().size(), 1U);
  EXPECT_EQ(attendances()[0].person_id(), person(1));
  EXPECT_EQ(attendances()[0].kept_person_id(), person(1));
  EXPECT_EQ(attendances()[0].organisation_id(), kSchool);
  EXPECT_EQ(attendances()[0].name(), name_of(1));
}

TEST_F(MergedAtTheDoor, InOneUploadAsWell) {
  const auto response = upload(scans_at(kSession, {scan_of(2, 4, kStartsAtUs + 2).scan(), scan_of(1, 1).scan()}));
  EXPECT_EQ(flags_in(response.results(0)), FlagsOf{v1::CHECK_IN_FLAG_ALREADY_CHECKED_IN});
  EXPECT_EQ(flags_in(response.results(1)), FlagsOf{});
  EXPECT_EQ(attendances().size(), 1U);
}

TEST_F(MergedAtTheDoor, IsShownAsWhoeverIsExpected) {
  check_in(1, 4);
  ASSERT_EQ(attendances().size(), 1U);
  EXPECT_EQ(attendances()[0].person_id(), person(4));
  EXPECT_EQ(attendances()[0].kept_person_id(), person(1));
  EXPECT_EQ(attendances()[0].name(), name_of(1));
  EXPECT_EQ(attendances()[0].organisation_id(), kSchool);
}

TEST_F(MergedAtTheDoor, OfWhomNobodyExpectsNothingIsToldButTheScannedId) {
  add_to_roster(kClinic, 5, "2023-01-01");
  add_to_roster(kClinic, 6, "2023-01-01");
  ASSERT_EQ(refusal(merging(5, 6, kClinic)), "");
  check_in(1, 6);
  ASSERT_EQ(attendances().size(), 1U);
  EXPECT_EQ(attendances()[0].person_id(), person(6));
  EXPECT_EQ(attendances()[0].kept_person_id(), "");
  EXPECT_EQ(attendances()[0].organisation_id(), "");
}

TEST_F(MergedAtTheDoor, WhoseGroupWasCancelledUnderOneIdIsAskedAboutUnderTheOther) {
  cancel(1);
  EXPECT_EQ(check_in(1, 4),
            (FlagsOf{v1::CHECK_IN_FLAG_NOT_REGISTERED, v1::CHECK_IN_FLAG_GROUP_CANCELLED}));
  EXPECT_EQ(unsettled(kSession).size(), 1U);
  auto anew = registration(2, 1);
  *anew.add_members() = known(4);
  ASSERT_EQ(refusal(anew), "");
  EXPECT_EQ(check_in(2, 1), FlagsOf{}) << "in another group now, under the other id";
}

TEST_F(MergedAtTheDoor, TakenBackIsThePersonAndNotACard) {
  check_in(1, 1);
  check_in(2, 4);
  EXPECT_EQ(events_since_last(), (Types{"AttendanceRecorded", "AttendanceRecorded"}));
  service.clock().set(Instant{kStartsAtUs + kHourUs});
  service.settle();
  events_since_last();  // registration has ended
  ASSERT_EQ(refusal(taking_back(4)), "");
  EXPECT_EQ(attendances().size(), 0U);
  EXPECT_EQ(events_since_last(), (Types{"AttendanceTakenBack", "AttendanceTakenBack"}));
  EXPECT_EQ(refusal(taking_back(1)), "");
  EXPECT_EQ(events_since_last(), Types{}) << "they are taken back already";
  const auto early = answer<v1::CheckInResponse>(scan_of(3, 1, kStartsAtUs - 2 * kHourUs));
  EXPECT_TRUE(early.set_aside()) << "made before they were taken back";
  ASSERT_EQ(refusal(restoring(1)), "");
  EXPECT_EQ(attendances().size(), 1U);
  ASSERT_EQ(refusal(parting(1, 4)), "");
  EXPECT_EQ(attending(kSession), (std::vector<std::string>{person(1), person(4)})) << "each has theirs back";
}

TEST_F(MergedAtTheDoor, TakenBackUnderAnIdThatNeverCame) {
  check_in(1, 1);
  EXPECT_EQ(refusal(taking_back(4)), "");
  EXPECT_EQ(attendances().size(), 0U);
  EXPECT_EQ(refusal(restoring(4)), "");
  EXPECT_EQ(attending(kSession), std::vector<std::string>{person(1)});
  EXPECT_EQ(refusal(taking_back(3)), "UNKNOWN_ATTENDANCE");
}

TEST_F(MergedAtTheDoor, MovedWithAllThatWasRecorded) {
  check_in(1, 1);
  check_in(2, 4);
  events_since_last();
  EXPECT_EQ(refusal(moving(4, kSession, person(1))), "NOTHING_MOVED") << "they are one";
  ASSERT_EQ(refusal(moving(4, kBesideIt, "")), "");
  EXPECT_EQ(events_since_last(),
            (Types{"AttendanceTakenBack", "AttendanceRecorded", "AttendanceTakenBack", "AttendanceRecorded"}));
  EXPECT_EQ(attendances().size(), 0U);
  EXPECT_EQ(attending(kBesideIt), std::vector<std::string>{person(1)});
  EXPECT_EQ(refusal(moving(4, kBesideIt, "")), "");
  EXPECT_EQ(events_since_last(), Types{}) << "again changes nothing";
  ASSERT_EQ(refusal(parting(1, 4)), "");
  EXPECT_EQ(attending(kBesideIt), (std::vector<std::string>{person(1), person(4)})) << "each has theirs there";
}

// What was written down is each id's own, so it is right once they are two.
TEST_F(MergedAtTheDoor, EachIdIsRecordedWithItsOwnOrganisation) {
  add_to_roster(kClinic, 5, "2023-01-01");
  ASSERT_EQ(refusal(merging(1, 5, kSchool, kClinic)), "");
  events_since_last();
  EXPECT_EQ(check_in(1, 5), FlagsOf{}) << "expected under the other id";
  EXPECT_EQ(last_event().attendance_recorded().organisation_id(), kClinic);
  check_in(2, 4);
  EXPECT_EQ(last_event().attendance_recorded().organisation_id(), kSchool);
  EXPECT_EQ(attendances().at(0).organisation_id(), kSchool) << "of one person";
  ASSERT_EQ(refusal(parting(1, 5, kSchool, kClinic)), "");
  ASSERT_EQ(refusal(moving(5, kBesideIt, "")), "");
  EXPECT_EQ(last_event().attendance_recorded().organisation_id(), kClinic);
}

TEST_F(MergedAtTheDoor, MovedAgainAndThereAlready) {
  check_in(1, 1);
  ASSERT_EQ(refusal(moving(4, kBesideIt, "")), "");
  EXPECT_EQ(attending(kBesideIt), std::vector<std::string>{person(1)}) << "under the id under which they came";
  events_since_last();
  EXPECT_EQ(refusal(moving(4, kBesideIt, "")), "");
  EXPECT_EQ(events_since_last(), Types{});
  check_in(3, 1, kStartsAtUs + 5 * kHourUs);
  EXPECT_TRUE(answer<v1::MoveAttendanceResponse>(moving(1, kBesideIt, "")).was_there_already());
}

TEST_F(MergedAtTheDoor, WhoCameWithTheirSecondCardIsMovedWithoutThem) {
  add_to_roster(kSchool, 5, "2023-01-01");
  check_in(1, 1);
  check_in(2, 4);
  ASSERT_EQ(refusal(moving(4, "", person(5))), "");
  EXPECT_EQ(attending(kSession), (std::vector<std::string>{person(1), person(5)}));
  events_since_last();
  EXPECT_EQ(refusal(moving(4, "", person(5))), "");
  EXPECT_EQ(events_since_last(), Types{}) << "again changes nothing";
}

TEST_F(MergedAtTheDoor, NamesStayAsLongAsOneIdTakesPart) {
  const auto day = [](std::int64_t days) { return Instant{kStartsAtUs + days * 24 * kHourUs}; };
  add_to_roster(kClinic, 5, "2023-01-01", "2023-02-01");
  add_to_roster(kClinic, 6, "2023-01-01");
  ASSERT_EQ(refusal(merging(6, 5, kClinic)), "");
  for (int look = 690; look < 800; ++look) {
    service.clock().set(day(look));
    service.settle();
  }
  v1::GetRosterRequest request;
  request.set_organisation_id(kClinic);
  const auto roster = answer<v1::GetRosterResponse>(request);
  ASSERT_EQ(roster.members_size(), 2);
  for (const auto& member : roster.members()) EXPECT_FALSE(member.name_expired()) << member.person_id();
  EXPECT_TRUE(group_now(1).members(1).name_expired()) << "of somebody who took part no more";
}

}  // namespace
}  // namespace opora::registration::testing
