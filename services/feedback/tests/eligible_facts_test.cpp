// What other services tell of who is registered and who came, and how many that makes.
#include "feedback/store/eligible.h"

#include "feedback/tests/series.h"

namespace opora::feedback::testing {
namespace {

class ToldFacts : public FeedbackTest {
 protected:
  void SetUp() override { add_round(); }
  // At least and at most.
  std::pair<std::int64_t, std::int64_t> eligible(Moment moment, const Subject& about = {{round_id(1)}, {}, {}},
                                                 const HeardUpTo& heard = kAllHeard) {
    std::pair<std::int64_t, std::int64_t> counted{-1, -1};
    look([&](Snapshot& snapshot) {
      const Eligible found = eligible_of(eligible_people(snapshot, about, moment, heard).value());
      counted = {found.at_least, found.at_most};
    });
    return counted;
  }
};

using Pair = std::pair<std::int64_t, std::int64_t>;

TEST_F(ToldFacts, WhoCameCountsOnceWhereverTheyCame) {
  tell(attendance_recorded(1, 1));
  tell(attendance_recorded(1, 2));
  tell(attendance_recorded(2, 2));
  EXPECT_EQ(eligible(Moment::after), Pair(2, 2));
  EXPECT_EQ(eligible(Moment::follow_up), Pair(2, 2));
  EXPECT_EQ(eligible(Moment::before), Pair(0, 0));
  EXPECT_EQ(eligible(Moment::after, {{round_id(1)}, {project_id(1)}, {}}), Pair(1, 1));
  EXPECT_EQ(eligible(Moment::after, {{round_id(1)}, {}, {session_id(2)}}), Pair(2, 2));
  EXPECT_EQ(eligible(Moment::after, {{round_id(2)}, {}, {}}), Pair(0, 0));
}

TEST_F(ToldFacts, AnAttendanceIsTakenBackAndGivenAgain) {
  tell(attendance_recorded(1, 1));
  tell(attendance_taken_back(1, 1, 1));
  EXPECT_EQ(eligible(Moment::after), Pair(0, 0));
  tell(attendance_recorded(1, 1, 2));
  EXPECT_EQ(eligible(Moment::after), Pair(1, 1));
  tell(attendance_taken_back(1, 1, 1));
  EXPECT_EQ(eligible(Moment::after), Pair(1, 1)) << "told again";
}

TEST_F(ToldFacts, PeopleWithoutNamesMayBeTheSameAtEachSession) {
  tell(attendance_recorded(1, 1));
  tell(attendance_counted(1, 1, 5));
  tell(attendance_counted(2, 1, 7));
  EXPECT_EQ(eligible(Moment::after), Pair(7, 13));
  tell(attendance_counted(2, 1, 0, 2));
  EXPECT_EQ(eligible(Moment::after), Pair(6, 6));
}

TEST_F(ToldFacts, AGroupIsAsManyAsItsLastChangeSays) {
  tell(group_confirmed(1, 1, 5, {1, 2}));
  EXPECT_EQ(eligible(Moment::before), Pair(5, 5));
  tell(group_head_count_changed(1, 1, 8, 1));
  EXPECT_EQ(eligible(Moment::before), Pair(8, 8));
  tell(group_members_named(1, {3}, 1));
  tell(group_member_substituted(1, 1, 2, 4, 2));
  EXPECT_EQ(eligible(Moment::before), Pair(8, 8));
  tell(group_members_cancelled(1, 1, {1, 4}, 1, 3));
  EXPECT_EQ(eligible(Moment::before), Pair(1, 1)) << "3 alone";
  tell(group_head_count_changed(1, 1, 8, 1));
  EXPECT_EQ(eligible(Moment::before), Pair(1, 1)) << "told again";
  tell(group_cancelled(1, 1, 4));
  EXPECT_EQ(eligible(Moment::before), Pair(0, 0));
}

TEST_F(ToldFacts, WhoWasEnteredTwiceIsOne) {
  tell(attendance_recorded(1, 1));
  tell(attendance_recorded(2, 2));
  tell(group_confirmed(1, 1, 5, {1, 2}));
  EXPECT_EQ(eligible(Moment::after), Pair(2, 2));
  tell(people_merged(1, 2));
  EXPECT_EQ(eligible(Moment::after), Pair(1, 1));
  EXPECT_EQ(eligible(Moment::before), Pair(4, 4)) << "two of the five seats are hers";
  EXPECT_EQ(eligible(Moment::after, {{round_id(1)}, {}, {}}, {3, 3}), Pair(2, 2)) << "nobody had said so";
  tell(people_unmerged(1, 2));
  tell(people_merged(1, 2));
  EXPECT_EQ(eligible(Moment::after), Pair(2, 2)) << "told again";
  tell(people_merged(2, 1));
  EXPECT_EQ(eligible(Moment::after), Pair(1, 1)) << "the other way round";
}

TEST_F(ToldFacts, WhoWaitsIsNotRegistered) {
  tell(group_waitlisted(1, 1, 4, {1, 2}));
  EXPECT_EQ(eligible(Moment::before), Pair(0, 0));
  tell(group_confirmed(1, 1, 4, {}));
  EXPECT_EQ(eligible(Moment::before), Pair(4, 4));
  tell(group_confirmed(2, 2, 3, {1, 2, 3}));
  EXPECT_EQ(eligible(Moment::before), Pair(4, 5)) << "1 and 2 are at both";
}

TEST_F(ToldFacts, ACancelledSessionCountsNobody) {
  tell(group_confirmed(1, 1, 4, {1}));
  tell(attendance_recorded(1, 1));
  tell(session_cancelled(1));
  EXPECT_EQ(eligible(Moment::before), Pair(0, 0));
  EXPECT_EQ(eligible(Moment::after), Pair(0, 0));
  EXPECT_EQ(eligible(Moment::after, {{round_id(1)}, {}, {}}, {3, 99}), Pair(1, 1)) << "it was the fourth event";
}

TEST_F(ToldFacts, CountByWhatHadBeenHeardThen) {
  tell(attendance_recorded(1, 1));
  tell(attendance_recorded(2, 1));
  tell(attendance_taken_back(1, 1, 1));
  const Subject about{{round_id(1)}, {}, {}};
  EXPECT_EQ(eligible(Moment::after, about, {3, 0}), Pair(0, 0));
  EXPECT_EQ(eligible(Moment::after, about, {3, 1}), Pair(1, 1));
  EXPECT_EQ(eligible(Moment::after, about, {3, 2}), Pair(2, 2));
  EXPECT_EQ(eligible(Moment::after, about, {3, 3}), Pair(1, 1));
  EXPECT_EQ(eligible(Moment::after, about, {1, 3}), Pair(0, 0)) << "no session was published";
}

TEST_F(ToldFacts, ComeInAnyOrderOfLogs) {
  tell(attendance_recorded(1, 3));
  tell(session_cancelled(4));
  tell(attendance_recorded(2, 4));
  EXPECT_EQ(eligible(Moment::after), Pair(0, 0));
  tell(session_published(3, 1, 1));
  tell(session_published(4, 1, 1));
  EXPECT_EQ(eligible(Moment::after), Pair(1, 1)) << "the fourth was cancelled";
}

TEST_F(ToldFacts, ARoundsRegionsMayBecomeMore) {
  ASSERT_EQ(refusal(draft()), "");
  v1::GetWaveRequest request;
  request.set_wave_id(wave_id(kBefore));
  EXPECT_EQ(refusal(request, coordinator({region_id(2)})), "PERMISSION_DENIED");
  tell(round_regions_added(1, {1, 2}));
  EXPECT_EQ(refusal(request, coordinator({region_id(2)})), "");
}

TEST_F(ToldFacts, OfWhomNothingIsSaidIsParked) {
  registration::v1::Event event;
  event.mutable_attendance_recorded()->set_session_id(session_id(1));
  tell(event);
  ASSERT_EQ(service.host().parked(10).size(), 1U);
  EXPECT_EQ(service.host().parked(10)[0].reason, "EVENT_WITHOUT_ID");
}

}  // namespace
}  // namespace opora::feedback::testing
