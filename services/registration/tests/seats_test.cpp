// Who gets a seat: the rulebook, row by row.
#include <gtest/gtest.h>

#include "registration/domain/cancel_group.h"
#include "registration/domain/freed_seats.h"
#include "registration/domain/register_group.h"

namespace opora::registration {
namespace {

constexpr Instant kEnds{1'000};
constexpr Instant kStarts{2'000};
const SessionId kSession{"session"};
const OrganisationId kSchool{"school"};

Session session_of(int capacity) { return {kSession, {"region"}, capacity, kStarts, kEnds, "2023-10-11"}; }
Group group_of(const std::string& id, int head_count, GroupStatus status, std::int64_t arrival) {
  return {{id}, kSession, kSchool, head_count, status, arrival, 0};
}

struct RegisterCase {
  const char* rule;
  int capacity, confirmed, waiting_groups, head_count;
  std::string expected;  // "confirmed", "place n" or a reason
  Instant now = Instant{0};
  bool late_entry = false;
  bool ended = false;
  bool in_order_of_arrival = false;
  bool is_start_in_doubt = false;
};

std::string outcome(const Result<Events>& events) {
  if (!events) return events.error().reason;
  if (const auto* waits = std::get_if<GroupWaitlisted>(&events->at(0))) return "place " + std::to_string(waits->place);
  const auto* confirmed = std::get_if<GroupConfirmed>(&events->at(0));
  if (confirmed == nullptr) return "something else";
  return confirmed->passed_over_waitlist ? "passes over" : "confirmed";
}

TEST(Seats, AreGivenByTheRules) {
  const RegisterCase cases[] = {
      {"room for all", 10, 4, 0, 3, "confirmed"},
      {"exactly the last seats", 10, 7, 0, 3, "confirmed"},
      {"one seat short", 10, 8, 0, 3, "place 1"},
      {"full", 10, 10, 0, 1, "place 1"},
      {"never overtaken, even by a group that fits", 10, 4, 1, 3, "place 2"},
      {"behind all who wait", 10, 10, 7, 1, "place 8"},
      {"the whole room", 10, 0, 0, 10, "confirmed"},
      {"larger than the room", 10, 0, 0, 11, "GROUP_LARGER_THAN_ROOM"},
      {"zero seats hold nobody", 0, 0, 0, 1, "GROUP_LARGER_THAN_ROOM"},
      {"the last moment", 10, 0, 0, 1, "confirmed", Instant{999}},
      {"the deadline itself is too late", 10, 0, 0, 1, "REGISTRATION_CLOSED", kEnds},
      {"ended already", 10, 0, 0, 1, "REGISTRATION_CLOSED", Instant{0}, false, true},
      {"a late entry after the deadline", 10, 0, 0, 1, "confirmed", kEnds, true, true},
      {"a late entry into a full room waits", 10, 10, 0, 1, "place 1", kEnds, true},
      {"a late entry must fit the room", 10, 0, 0, 11, "GROUP_LARGER_THAN_ROOM", kEnds, true},
      {"a late entry before the start waits behind others", 10, 4, 1, 1, "place 2", Instant{1'999}, true},
      {"from the start on it gets what is free", 10, 4, 1, 6, "passes over", kStarts, true},
      {"and no more than that", 10, 4, 1, 7, "place 2", kStarts, true},
      {"where nobody waits it passes nobody over", 10, 4, 0, 1, "confirmed", kStarts, true},
      {"entered as they once came, it waits", 10, 4, 1, 1, "place 2", kStarts, true, true, true},
      {"not by a clock that nothing confirms", 10, 4, 1, 6, "CLOCK_NOT_CONFIRMED", kStarts, true, true, false, true},
      {"nor does it wait by one", 10, 4, 1, 1, "CLOCK_NOT_CONFIRMED", Instant{1'999}, true, false, false, true},
      {"where it would wait by any, it does", 10, 4, 1, 7, "place 2", kStarts, true, true, false, true},
      {"so it does as they once came", 10, 4, 1, 1, "place 2", kStarts, true, true, true, true},
      {"where nobody waits the hour is all the same", 10, 4, 0, 1, "confirmed", kStarts, true, true, false, true},
      {"who is in time waits by any clock", 10, 4, 1, 1, "place 2", Instant{0}, false, false, false, true},
  };
  for (const RegisterCase& row : cases) {
    Seats seats{kSession, row.confirmed, row.waiting_groups, row.waiting_groups * 9, 20, 5, row.ended};
    const RegisterGroup command{{"new"}, kSession, kSchool, row.head_count, {}, row.late_entry,
                                row.in_order_of_arrival, row.is_start_in_doubt};
    EXPECT_EQ(outcome(decide_seats(session_of(row.capacity), seats, command, row.now)), row.expected) << row.rule;
  }
}

struct RetryCase {
  const char* rule;
  std::vector<std::string> listed;
  GroupStatus status;
  std::vector<Attendee> present;  // of those listed, who is to come to the session, and with which group
  bool expected;
};

TEST(Seats, AreAskedForAgainByTheSamePeople) {
  const Attendee anna{kSession, {"anna"}, {"group"}}, boris{kSession, {"boris"}, {"group"}},
      elsewhere{kSession, {"boris"}, {"other"}};
  using enum GroupStatus;
  const RetryCase cases[] = {
      {"counted only", {}, confirmed, {}, true},
      {"all of them", {"anna", "boris"}, confirmed, {anna, boris}, true},
      {"in another order, of a group that waits", {"boris", "anna"}, waiting, {anna, boris}, true},
      {"fewer than are in it by now", {"anna"}, confirmed, {anna}, true},
      {"somebody else", {"anna"}, confirmed, {}, false},
      {"somebody more", {"anna", "boris"}, waiting, {anna}, false},
      {"somebody of another group", {"anna", "boris"}, confirmed, {anna, elsewhere}, false},
      {"cancelled, and taken over since", {"anna", "boris"}, cancelled, {anna, elsewhere}, true},
  };
  for (const RetryCase& row : cases) {
    RegisterGroup command{{"group"}, kSession, kSchool, 3, {}};
    for (const std::string& person : row.listed) command.members.push_back({{person}, "Name", Occupation::teacher});
    const Group group = group_of("group", 3, row.status, 1);
    EXPECT_EQ(check_repeated(command, group, row.present).has_value(), row.expected) << row.rule;
  }
}

FreedSeats cancel(const FreedSeatsFacts& facts, const Group& group, Instant now, Instant confirmed) {
  return decide_freed(facts, decide_cancellation(group, {}), now, confirmed);
}

struct CancelCase {
  const char* rule;
  int capacity;
  Group cancelled;
  std::vector<Group> waiting;  // without the cancelled one
  std::vector<std::string> promoted;
  Instant now = Instant{0};
};

Seats seats_before(const CancelCase& row) {
  Seats seats{.session = kSession, .arrival_count = 50, .waiting_from = 1};
  std::vector<Group> all = row.waiting;
  all.push_back(row.cancelled);
  for (const Group& group : all) {
    if (group.status == GroupStatus::confirmed) seats.confirmed_count += group.head_count;
    if (group.status != GroupStatus::waiting) continue;
    ++seats.waiting_count;
    seats.waiting_head_count += group.head_count;
  }
  return seats;
}

std::vector<std::string> promoted_in(const Events& events) {
  std::vector<std::string> groups;
  for (const Event& event : events)
    if (const auto* confirmed = std::get_if<GroupConfirmed>(&event); confirmed && confirmed->promoted)
      groups.push_back(confirmed->group.value);
  return groups;
}

TEST(Seats, ThatBecomeFreeGoToTheHeadOfTheWaitlist) {
  const auto confirmed = GroupStatus::confirmed;
  const auto waiting = GroupStatus::waiting;
  const auto a = [&](int heads) { return group_of("a", heads, waiting, 2); };
  const auto b = [&](int heads) { return group_of("b", heads, waiting, 3); };
  const auto c = [&](int heads) { return group_of("c", heads, waiting, 4); };
  const CancelCase cases[] = {
      {"nobody waits", 10, group_of("x", 5, confirmed, 1), {}, {}},
      {"the head fits exactly", 5, group_of("x", 5, confirmed, 1), {a(5)}, {"a"}},
      {"the head is too large: nobody behind it moves", 5, group_of("x", 5, confirmed, 1), {a(6), b(1)}, {}},
      {"as many as fit, in order", 5, group_of("x", 5, confirmed, 1), {a(2), b(3), c(1)}, {"a", "b"}},
      {"nobody jumps over the first that does not fit", 5, group_of("x", 5, confirmed, 1), {a(2), b(4), c(1)}, {"a"}},
      {"a waiting head that leaves lets the next in", 3, group_of("x", 6, waiting, 1), {a(3)}, {"a"}},
      {"after the start nobody is promoted", 5, group_of("x", 5, confirmed, 1), {a(5)}, {}, kStarts},
      {"between deadline and start everybody is", 5, group_of("x", 5, confirmed, 1), {a(5)}, {"a"}, kEnds},
      {"cancelling again changes nothing", 5, group_of("x", 5, GroupStatus::cancelled, 1), {a(5)}, {}},
  };
  for (const CancelCase& row : cases) {
    const FreedSeatsFacts facts{session_of(row.capacity), seats_before(row), row.waiting};
    const Events events = cancel(facts, row.cancelled, row.now, row.now).events;
    EXPECT_EQ(promoted_in(events), row.promoted) << row.rule;
    EXPECT_EQ(events.empty(), row.cancelled.status == GroupStatus::cancelled) << row.rule;
  }
}

// By this hour nobody may move up any more, or more than go into one commit could.
TEST(Seats, ThatATimerMayStillFillAreLeftToIt) {
  const Group cancelled = group_of("x", 500, GroupStatus::confirmed, 1);
  const auto left = [&](int waiting_count, int front_count, Instant now, Instant confirmed) {
    FreedSeatsFacts facts{session_of(500), {kSession, 500, waiting_count, waiting_count, 1'000, 2, false}};
    for (int i = 0; i < front_count; ++i)
      facts.front.push_back(group_of("w" + std::to_string(i), 1, GroupStatus::waiting, 2 + i));
    const FreedSeats freed = cancel(facts, cancelled, now, confirmed);
    EXPECT_EQ(freed.promoted_count, now < kStarts ? front_count : 0);
    return freed.rest;
  };
  const Instant early{0};
  EXPECT_EQ(left(0, 0, early, early), Rest::none) << "nobody waits";
  EXPECT_EQ(left(3, 3, early, early), Rest::none) << "all move up at once";
  EXPECT_EQ(left(0, 0, kStarts, early), Rest::none) << "nobody waits";
  EXPECT_EQ(left(3, 0, kStarts, kStarts), Rest::none) << "it is too late";
  EXPECT_EQ(left(3, 0, kStarts, early), Rest::may_move_up) << "that the session has begun may be a wrong clock's word";
  EXPECT_EQ(left(300, kPromotedAtOnce - 1, early, early), Rest::none) << "they all went into one commit";
  EXPECT_EQ(left(300, kPromotedAtOnce, early, early), Rest::moves_up);
}

TEST(Seats, ThatATimerFillsAreThoseThatWereFreeAndNoMore) {
  const auto owed = [](int capacity) {
    const Group cancelled = group_of("x", capacity, GroupStatus::confirmed, 1);
    FreedSeatsFacts facts{session_of(capacity), {kSession, capacity, 400, 400, 1'000, 2, false}};
    for (int i = 0; i < kPromotedAtOnce; ++i)
      facts.front.push_back(group_of("w" + std::to_string(i), 1, GroupStatus::waiting, 2 + i));
    return cancel(facts, cancelled, Instant{0}, Instant{0}).owed_count;
  };
  EXPECT_EQ(owed(kPromotedAtOnce + 7), 7);
  EXPECT_EQ(owed(kPromotedAtOnce), 0) << "and then there is nothing left to do";
}

TEST(Seats, ThatAWaitingGroupLeavesWereNeverTaken) {
  const Seats seats{kSession, 10, 2, 7, 12, 11, false};
  const Events events = cancel({session_of(10), seats}, group_of("x", 3, GroupStatus::waiting, 12), {}, {}).events;
  EXPECT_EQ(events, (Events{GroupCancelled{{"x"}, kSession, 3, 0, {}, 1}}));
  const Seats left = fold(seats, events);
  EXPECT_EQ(left, (Seats{kSession, 10, 1, 4, 12, 11, false}));
}

TEST(Seats, RegistrationEndsOnceAndNotBeforeItsTime) {
  const Seats seats{kSession, 4, 2, 5, 3, 2, false};
  EXPECT_EQ(decide_end(session_of(5), seats, Instant{999}), Events{});
  const Events ended = decide_end(session_of(5), seats, kEnds);
  EXPECT_EQ(ended, (Events{RegistrationEnded{kSession, 4, 5}}));
  EXPECT_EQ(decide_end(session_of(5), fold(seats, ended), kEnds), Events{});
}

TEST(Seats, ALateRetryAsksForTheSameGroupAndNothingElse) {
  const Group group = group_of("g", 3, GroupStatus::waiting, 2);
  RegisterGroup command{{"g"}, kSession, kSchool, 3, {}, false};
  EXPECT_TRUE(check_repeated(command, group, {}));
  command.head_count = 4;
  EXPECT_FALSE(check_repeated(command, group, {}));
  EXPECT_FALSE(check_repeated({{"g"}, {"other"}, kSchool, 3, {}, false}, group, {}));
  EXPECT_FALSE(check_repeated({{"g"}, kSession, {"other"}, 3, {}, false}, group, {}));
}

}  // namespace
}  // namespace opora::registration
