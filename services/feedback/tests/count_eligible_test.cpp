// Who could have answered is counted once, by what had been heard then.
#include "feedback/tests/series.h"

namespace opora::feedback::testing {
namespace {

class CountingEligible : public FeedbackTest {
 protected:
  v1::Turnout turnout(int number = kAfter) { return wave(number).turnout(); }
};

TEST_F(CountingEligible, OfThoseWhoCameOnceTheGraceIsOver) {
  add_round();
  for (int person = 1; person <= 11; ++person) tell(attendance_recorded(person, 1));
  tell(attendance_recorded(1, 2));
  schedule(draft_after());
  at("2023-10-10T09:00");
  answer_wave(kAfter, 10);
  at("2023-10-14T21:00");
  tell(attendance_recorded(12, 2));
  at("2023-10-16T20:59");
  EXPECT_EQ(status(kAfter), v1::WAVE_STATUS_CLOSED);
  tell(attendance_recorded(13, 2));
  events_since_last();
  at("2023-10-16T21:00");
  EXPECT_EQ(status(kAfter), v1::WAVE_STATUS_COUNTED);
  EXPECT_EQ(events_since_last(), std::vector<std::string>{"WaveCounted"});
  const auto told = last_event_as<v1::Event>().wave_counted();
  EXPECT_EQ(told.wave_id(), wave_id(kAfter));
  EXPECT_EQ(told.answered_count(), 10);
  EXPECT_EQ(told.eligible_count(), 13);
  EXPECT_EQ(told.eligible_count_at_most(), 13);
}

TEST_F(CountingEligible, WhoIsToldOfLaterIsLateAndNothingIsRestated) {
  count_after(12, 10);
  EXPECT_EQ(turnout().registered_late_count(), 0);
  tell(attendance_recorded(13, 2));
  tell(attendance_recorded(14, 1));
  tell(attendance_recorded(1, 2));
  tell(attendance_taken_back(2, 1));
  EXPECT_EQ(turnout().eligible_count(), 12);
  EXPECT_EQ(turnout().registered_late_count(), 2);
  ASSERT_EQ(turnout().positions_size(), 2);
  EXPECT_EQ(turnout().positions(0).log(), "registration");
  EXPECT_EQ(turnout().positions(0).position(), 12);
  EXPECT_EQ(turnout().positions(1).log(), "scheduling");
  EXPECT_EQ(turnout().positions(1).position(), 3);
  EXPECT_FALSE(turnout().is_late_unknown());
}

TEST_F(CountingEligible, WhoWasCountedUnderAnotherIdIsNotLate) {
  count_after(12, 10);
  tell(attendance_recorded(13, 2));
  EXPECT_EQ(turnout().registered_late_count(), 1);
  tell(people_merged(13, 1));
  EXPECT_EQ(turnout().registered_late_count(), 0) << "she was counted as 1";
  EXPECT_EQ(turnout().eligible_count(), 12);
}

TEST_F(CountingEligible, WhatWasTakenBackAndGivenAgainAfterwardsIsNotLate) {
  count_after(12, 10);
  tell(attendance_taken_back(2, 1, 1));
  tell(attendance_recorded(2, 1, 2));
  EXPECT_EQ(turnout().registered_late_count(), 0);
}

TEST_F(CountingEligible, MoreAnswersThanPeopleAreSaid) {
  count_after(9, 10);
  EXPECT_EQ(turnout().eligible_count(), 9);
  EXPECT_TRUE(turnout().more_answers_than_eligible());
}

TEST_F(CountingEligible, OfAWaveBeforeAreThoseWhoAreRegistered) {
  add_round();
  tell(group_confirmed(1, 1, 12, {1, 2}));
  tell(group_waitlisted(2, 1, 5, {3, 4}));
  tell(group_confirmed(3, 2, 3, {1, 5, 6}));
  for (int person = 20; person < 40; ++person) tell(attendance_recorded(person, 1));
  schedule();
  at("2023-10-02T09:00");
  answer_wave(kBefore, 10);
  at("2023-10-04T21:00");
  at("2023-10-06T21:00");
  EXPECT_EQ(turnout(kBefore).eligible_count(), 12) << "the fullest session";
  EXPECT_EQ(turnout(kBefore).eligible_count_at_most(), 14) << "1, 2, 5 and 6, and ten without names";
}

TEST_F(CountingEligible, WaitsForWhatCannotBeAppliedYet) {
  add_round();
  for (int person = 1; person <= 12; ++person) tell(attendance_recorded(person, 1));
  schedule(draft_after());
  at("2023-10-10T09:00");
  answer_wave(kAfter, 10);
  at("2023-10-14T21:00");
  registration::v1::Event nobody;
  nobody.mutable_attendance_recorded()->set_session_id(session_id(1));
  tell(nobody);
  at("2023-10-16T21:00");
  EXPECT_EQ(status(kAfter), v1::WAVE_STATUS_CLOSED) << "an event is parked";
  const auto parked = service.host().parked(10);
  ASSERT_EQ(parked.size(), 1U);
  ASSERT_TRUE(service.host().skip_parked(parked[0].source, parked[0].record.position));
  at("2023-10-16T21:10");
  EXPECT_EQ(status(kAfter), v1::WAVE_STATUS_COUNTED);
}

}  // namespace
}  // namespace opora::feedback::testing
