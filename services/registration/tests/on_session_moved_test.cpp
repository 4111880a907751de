#include "registration/domain/follow_session.h"
#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

constexpr std::int64_t kDayUs = 24 * kHourUs;

class OnSessionMoved : public RegistrationTest {};

TEST_F(OnSessionMoved, RegistrationEndsWithIt) {
  move(kSession, 1, 10, kStartsAtUs + kDayUs, kEndsAtUs + kDayUs);
  events_since_last();
  service.clock().set(Instant{kEndsAtUs});
  service.settle();
  EXPECT_EQ(events_since_last(), Types{}) << "it is open for a day longer";
  EXPECT_EQ(register_group(1, 3).status(), v1::GROUP_STATUS_CONFIRMED);
  events_since_last();
  service.clock().set(Instant{kEndsAtUs + kDayUs});
  service.settle();
  EXPECT_EQ(events_since_last(), Types{"RegistrationEnded"});
  EXPECT_EQ(refusal(registration(2, 1)), "REGISTRATION_CLOSED");
}

TEST_F(OnSessionMoved, ToLaterOpensRegistrationAgainThatHadEnded) {
  service.clock().set(Instant{kEndsAtUs});
  service.settle();
  ASSERT_EQ(events_since_last(), Types{"RegistrationEnded"});
  move(kSession, 1, 10, kStartsAtUs + kDayUs, kEndsAtUs + kDayUs);
  EXPECT_EQ(events_since_last(), Types{"RegistrationReopened"});
  EXPECT_EQ(last_event().registration_reopened().until_us(), kEndsAtUs + kDayUs);
  EXPECT_EQ(refusal(registration(1, 3)), "");
  events_since_last();
  service.clock().set(Instant{kEndsAtUs + kDayUs});
  service.settle();
  EXPECT_EQ(events_since_last(), Types{"RegistrationEnded"});
  move(kSession, 2, 10, kStartsAtUs + kDayUs, kEndsAtUs + kHourUs);
  EXPECT_EQ(events_since_last(), Types{}) << "which is over as well";
}

TEST_F(OnSessionMoved, ToAnotherRoomLeavesWhatHasEndedSo) {
  service.clock().set(Instant{kEndsAtUs});
  service.settle();
  events_since_last();
  move(kSession, 1, 12, kStartsAtUs, kEndsAtUs);
  EXPECT_EQ(events_since_last(), Types{});
  EXPECT_EQ(refusal(registration(1, 3)), "REGISTRATION_CLOSED");
}

TEST_F(OnSessionMoved, DoorsOpenForItsNewTime) {
  move(kSession, 1, 10, kStartsAtUs + kDayUs, kEndsAtUs);
  service.clock().set(Instant{kStartsAtUs + kDayUs});
  service.settle();
  EXPECT_EQ(check_in(1, 1, kStartsAtUs + kDayUs),
            (std::vector<int>{v1::CHECK_IN_FLAG_NOT_REGISTERED}));
  EXPECT_EQ(check_in(2, 2, kStartsAtUs - kHourUs),
            (std::vector<int>{v1::CHECK_IN_FLAG_NOT_REGISTERED, v1::CHECK_IN_FLAG_OUTSIDE_SESSION}));
}

TEST_F(OnSessionMoved, ToASmallerRoomUnseatsNobody) {
  register_group(1, 8);
  move(kSession, 1, 5, kStartsAtUs, kEndsAtUs);
  EXPECT_EQ(group_now(1).status(), v1::GROUP_STATUS_CONFIRMED);
  EXPECT_EQ(register_group(2, 1).status(), v1::GROUP_STATUS_WAITING);
  EXPECT_EQ(service.violations(), std::vector<std::string>{});
}

TEST_F(OnSessionMoved, ToALargerRoomServesTheWaitlist) {
  register_group(1, 8);
  register_group(2, 4);
  move(kSession, 1, 12, kStartsAtUs, kEndsAtUs);
  EXPECT_EQ(group_now(2).status(), v1::GROUP_STATUS_CONFIRMED);
}

// A rebuild tells all of a session again, and what its timers do can't be undone.
TEST_F(OnSessionMoved, ToldAgainFromTheBeginningEndsNothingEarly) {
  move(kSession, 1, 10, kStartsAtUs + kDayUs, kEndsAtUs + kDayUs);
  service.clock().set(Instant{kEndsAtUs});
  service.settle();
  events_since_last();
  publish(kSession, 10);
  service.settle();
  EXPECT_EQ(events_since_last(), Types{}) << "it would have ended by now";
  move(kSession, 1, 10, kStartsAtUs + kDayUs, kEndsAtUs + kDayUs);
  EXPECT_EQ(refusal(registration(1, 3)), "");
  events_since_last();
  service.clock().set(Instant{kEndsAtUs + kDayUs});
  service.settle();
  EXPECT_EQ(events_since_last(), Types{"RegistrationEnded"});
}

TEST_F(OnSessionMoved, ToldAgainFromTheBeginningGivesNoSeatThatIsGone) {
  change_capacity(kSession, 20, 1);
  move(kSession, 2, 8, kStartsAtUs, kEndsAtUs);
  change_capacity(kSession, 5, 3);
  register_group(1, 5);
  register_group(2, 3);
  events_since_last();
  publish(kSession, 10);
  change_capacity(kSession, 20, 1);
  move(kSession, 2, 8, kStartsAtUs, kEndsAtUs);
  change_capacity(kSession, 5, 3);
  EXPECT_EQ(events_since_last(), Types{});
  EXPECT_EQ(group_now(2).status(), v1::GROUP_STATUS_WAITING);
}

// The facts alone, and how seats follow them.
TEST(FollowSession, AMoveHeardAgainChangesNothing) {
  const Session before{{"s"}, {"r"}, 10, Instant{1'000}, Instant{500}, "2023-10-11"};
  Session after = before;
  after.registration_ends_at = Instant{600};
  const Seats ended{.session = {"s"}, .ended = true, .open_until = Instant{550}};
  const Seats followed = follow_move(ended, before, after, 1);
  EXPECT_FALSE(followed.open_until);
  EXPECT_TRUE(may_open_again(ended, followed));
  EXPECT_FALSE(may_open_again(followed, follow_move(followed, std::nullopt, after, 1))) << "a rebuild tells it again";
  EXPECT_EQ(fold(followed, decide_opening_again(after, followed, Instant{599})).open_until, Instant{600});
  EXPECT_EQ(decide_opening_again(after, followed, Instant{600}), Events{});
  Seats reopened = followed;
  reopened.open_until = Instant{700};
  EXPECT_EQ(follow_move(reopened, std::nullopt, after, 1), reopened) << "a rebuild tells it once more";
}

TEST(FollowSession, WhatWasOpenForLongerEndsWithTheStartAtLatest) {
  const Session before{{"s"}, {"r"}, 10, Instant{1'000}, Instant{500}, "2023-10-11"};
  Session after = before;
  after.starts_at = Instant{800};
  const Seats reopened{.session = {"s"}, .open_until = Instant{900}};
  EXPECT_EQ(follow_move(reopened, before, after, 1).open_until, Instant{800});
}

TEST(FollowSession, KeepsWhatItWas) {
  Session before{{"s"}, {"r"}, 40, Instant{1'000}, Instant{500}, "2023-10-11"};
  before.cancelled = true;
  const Session now = follow(before, Session{{"s"}, {"r"}, 5, Instant{1'000}, Instant{500}, "2023-10-11"});
  EXPECT_TRUE(now.cancelled);
  EXPECT_FALSE(now.promotes(Instant{0}));
  EXPECT_EQ(now.capacity, 5);
  EXPECT_EQ(now.largest_capacity, 40);
}

TEST(FollowSession, SeatsThatAreKeptAreGivenToNobodyElse) {
  const Session smaller{{"s"}, {"r"}, 5, Instant{1'000}, Instant{500}, "2023-10-11"};
  Seats seats = keep_seats(Seats{.session = {"s"}, .confirmed_count = 8}, smaller);
  EXPECT_EQ(seats.kept_count, 8);
  seats = fold(std::move(seats), {GroupCancelled{{"g"}, {"s"}, 2, 2}});
  EXPECT_EQ(seats.kept_count, 6);
  seats = fold(std::move(seats), {GroupHeadCountChanged{{"g"}, {"s"}, 4, 3, false, {}, 1}});
  EXPECT_EQ(seats.kept_count, 5);
  EXPECT_EQ(seats.free(smaller), 0);
}

}  // namespace
}  // namespace opora::registration::testing
