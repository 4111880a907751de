// How much was put right: by what was said last of each attendance, count, group and session.
#include "reporting/tests/network.h"

namespace opora::reporting::testing {
namespace {

// One session, from ten to half past eleven on 2023-10-03.
class PutRight : public ReportingTest {
 protected:
  void SetUp() override {
    tell(round_planned(1, 1, {1}, 2023));
    tell(session_published({}));
  }
  void at(const std::string& local) { service.clock().set(in_yakutsk(local)); }
  v1::CorrectionCount counted(v1::Correction correction, Instant since = {}) {
    v1::GetRoundReportRequest request;
    request.set_round_id(round(1));
    request.set_corrections_since_us(since.us);
    const auto response = service.call<v1::GetRoundReportResponse>(request).value();
    EXPECT_EQ(response.report().corrections_size(), 9) << "each kind once";
    EXPECT_EQ(response.report().corrections_since_us(), since.us);
    for (const v1::CorrectionCount& each : response.report().corrections())
      if (each.correction() == correction) return each;
    return {};
  }
  std::int64_t count(v1::Correction correction, Instant since = {}) { return counted(correction, since).count(); }
};

constexpr auto kAddedLate = v1::CORRECTION_ATTENDANCES_ADDED;
constexpr auto kTakenBack = v1::CORRECTION_ATTENDANCES_TAKEN_BACK;

TEST_F(PutRight, IsNoAttendanceOfTheDay) {
  at("2023-10-03T10:05");
  tell(attended(1, 1, 1));
  at("2023-10-04T11:29");  // a device that had no network
  tell(attended(2, 1, 1));
  EXPECT_EQ(count(kAddedLate), 0);
  at("2023-10-04T11:30");
  tell(attended(3, 1, 1));
  EXPECT_EQ(count(kAddedLate), 1);
  EXPECT_EQ(counted(kAddedLate).last_at_us(), in_yakutsk("2023-10-04T11:30").us);
}

// What the last report could have said was over, and has more now.
TEST_F(PutRight, IsWhatCameSinceTheLastReport) {
  const Instant before_its_end = in_yakutsk("2023-10-03T11:29"), its_end = in_yakutsk("2023-10-03T11:30"),
                later = in_yakutsk("2023-10-04T00:00");
  at("2023-10-03T10:05");
  tell(attended(1, 1, 1));
  at("2023-10-03T12:00");
  tell(attended(2, 1, 1));
  EXPECT_EQ(count(kAddedLate, before_its_end), 0) << "it was not over yet";
  EXPECT_EQ(count(kAddedLate, its_end), 1);
  EXPECT_EQ(count(kAddedLate, in_yakutsk("2023-10-03T12:00")), 1);
  EXPECT_EQ(count(kAddedLate, later), 0);
}

TEST_F(PutRight, CountsAnAttendanceByWhatWasSaidOfItLast) {
  at("2023-10-03T10:05");
  for (const int who : {1, 2, 3}) tell(attended(who, 1, 1));
  at("2023-10-03T10:10");
  tell(attendance_taken_back(1, 1));
  registration::v1::Event moved = attendance_taken_back(2, 1);
  moved.mutable_attendance_taken_back()->set_moved_to_session_id(session(2));
  tell(moved);
  tell(attendance_taken_back(3, 1));
  EXPECT_EQ(count(kTakenBack), 2);
  EXPECT_EQ(count(v1::CORRECTION_ATTENDANCES_MOVED), 1);
  at("2023-10-10T10:00");
  tell(attended_again(3, 1, 1, 2));
  EXPECT_EQ(count(kTakenBack), 1);
  EXPECT_EQ(count(v1::CORRECTION_ATTENDANCES_RESTORED), 1);
  EXPECT_EQ(count(kAddedLate), 0) << "it was there before";
  EXPECT_EQ(count(kTakenBack, in_yakutsk("2023-10-05T00:00")), 0);
  EXPECT_EQ(count(v1::CORRECTION_ATTENDANCES_RESTORED, in_yakutsk("2023-10-05T00:00")), 1);
}

TEST_F(PutRight, CountsWhatWasCountedWithoutNamesAfterwards) {
  at("2023-10-03T12:00");
  tell(attendance_counted(1, 1, 5));
  EXPECT_EQ(count(v1::CORRECTION_COUNTS_WITHOUT_NAMES), 0);
  at("2023-10-20T12:00");
  tell(attendance_counted(1, 1, 4, 2));
  EXPECT_EQ(count(v1::CORRECTION_COUNTS_WITHOUT_NAMES), 1);
}

TEST_F(PutRight, CountsGroupsThatWereChangedAfterwards) {
  at("2023-10-02T12:00");
  for (const int number : {1, 2, 3, 4}) tell(group_confirmed(number, 1, number, {number}));
  tell(member_substituted(4, 1, 4, 9, 1));
  EXPECT_EQ(count(v1::CORRECTION_GROUPS_CHANGED), 0) << "all before";
  at("2023-10-20T12:00");
  tell(member_substituted(1, 1, 1, 9, 1));
  tell(head_count_changed(2, 1, 5, 1));
  tell(head_count_changed(2, 1, 4, 2));
  tell(group_cancelled(3, 1, 9));
  tell(group_confirmed(5, 1, 5, {5}));
  EXPECT_EQ(count(v1::CORRECTION_GROUPS_CHANGED), 4) << "each once";
  EXPECT_EQ(service.violations(), std::vector<std::string>());
}

TEST_F(PutRight, CountsSessionsThatWereChanged) {
  EXPECT_EQ(count(v1::CORRECTION_SESSIONS_CHANGED), 0);
  at("2023-10-02T12:00");
  tell(capacity_changed(1, 20));
  EXPECT_EQ(count(v1::CORRECTION_SESSIONS_CHANGED), 1);
  EXPECT_EQ(count(v1::CORRECTION_SESSIONS_CHANGED, in_yakutsk("2023-10-02T12:01")), 0);
  at("2023-10-02T13:00");
  tell(session_cancelled(1));
  EXPECT_EQ(count(v1::CORRECTION_SESSIONS_CHANGED, in_yakutsk("2023-10-02T12:01")), 1);
}

TEST_F(PutRight, CountsNothingOfACancelledSessionButItself) {
  at("2023-10-20T12:00");
  tell(attended(1, 1, 1));
  tell(group_confirmed(1, 1, 1, {1}));
  tell(session_cancelled(1));
  EXPECT_EQ(count(kAddedLate), 0);
  EXPECT_EQ(count(v1::CORRECTION_GROUPS_CHANGED), 0);
  EXPECT_EQ(count(v1::CORRECTION_SESSIONS_CHANGED), 1);
}

TEST_F(PutRight, CountsWhoTurnedOutToBeOne) {
  at("2023-10-03T10:05");
  for (const int who : {1, 2, 3}) tell(attended(who, 1, who));
  at("2023-10-10T10:00");
  tell(people_merged(1, 2));
  tell(people_merged(7, 8));
  tell(organisations_merged(1, 2));
  tell(organisations_merged(7, 8));
  tell(organisations_are_two(1, 3));
  EXPECT_EQ(count(v1::CORRECTION_PEOPLE_MERGED), 1) << "the others did not come";
  EXPECT_EQ(count(v1::CORRECTION_ORGANISATIONS_MERGED), 1);
  EXPECT_EQ(counted(v1::CORRECTION_PEOPLE_MERGED).last_at_us(), in_yakutsk("2023-10-10T10:00").us);
  at("2023-10-11T10:00");
  tell(people_unmerged(1, 2));
  EXPECT_EQ(count(v1::CORRECTION_PEOPLE_MERGED), 1) << "each once";
  EXPECT_EQ(count(v1::CORRECTION_PEOPLE_MERGED, in_yakutsk("2023-10-11T00:00")), 1);
  EXPECT_EQ(count(v1::CORRECTION_ORGANISATIONS_MERGED, in_yakutsk("2023-10-11T00:00")), 0);
}

TEST_F(PutRight, CountsNoMergeFromBeforeTheSession) {
  at("2023-10-02T12:00");
  tell(people_merged(1, 2));
  tell(organisations_merged(1, 2));
  at("2023-10-03T10:05");
  tell(attended(2, 1, 2));
  tell(attendance_counted(1, 2, 3));
  EXPECT_EQ(count(v1::CORRECTION_PEOPLE_MERGED), 0);
  EXPECT_EQ(count(v1::CORRECTION_ORGANISATIONS_MERGED), 0);
}

TEST_F(PutRight, CountsMergesOfOrganisationsThatHaveSeats) {
  at("2023-10-02T12:00");
  for (const int number : {3, 4}) tell(group_confirmed(number, 1, number, {number}));
  tell(group_cancelled(3, 1, 9));
  at("2023-10-10T10:00");
  tell(organisations_merged(1, 3));
  EXPECT_EQ(count(v1::CORRECTION_ORGANISATIONS_MERGED), 0) << "its group was cancelled";
  tell(organisations_merged(1, 4));
  EXPECT_EQ(count(v1::CORRECTION_ORGANISATIONS_MERGED), 1);
}

TEST_F(PutRight, OfAnotherRoundIsNotSaid) {
  at("2023-10-20T12:00");
  tell(round_planned(2, 1, {1}, 2023));
  PlannedSession elsewhere;
  elsewhere.number = 2;
  elsewhere.round = 2;
  tell(session_published(elsewhere));
  tell(attended(1, 2, 1));
  tell(capacity_changed(2, 3));
  EXPECT_EQ(count(kAddedLate), 0);
  EXPECT_EQ(count(v1::CORRECTION_SESSIONS_CHANGED), 0);
}

}  // namespace
}  // namespace opora::reporting::testing
