// Whether a group may be changed, and what becomes of its people: the rulebook, row by row.
#include <gtest/gtest.h>

#include "registration/domain/cancel_group.h"
#include "registration/domain/cancel_members.h"
#include "registration/domain/change_head_count.h"
#include "registration/domain/group_change.h"
#include "registration/domain/pass_over_waitlist.h"
#include "registration/domain/substitute_member.h"

namespace opora::registration {
namespace {

constexpr Instant kEnds{1'000};
constexpr Instant kStarts{2'000};
const Instant kOver = kStarts + std::chrono::hours(12);
const SessionId kSession{"session"};
const OrganisationId kSchool{"school"};
const auto kConfirmed = GroupStatus::confirmed;
const auto kWaiting = GroupStatus::waiting;
const auto kCancelled = GroupStatus::cancelled;
const auto kOrganisation = ChangedBy::organisation;
const auto kCoordinator = ChangedBy::coordinator;

Session session_of(int capacity) { return {kSession, {"region"}, capacity, kStarts, kEnds, "2023-10-11"}; }
Group group_of(int head_count, GroupStatus status, int named_count = 0) {
  return {{"g"}, kSession, kSchool, head_count, status, 7, named_count};
}

std::string outcome(const Result<Events>& events) {
  if (!events) return events.error().reason;
  if (events->empty()) return "nothing";
  const Event& event = events->front();
  if (const auto* changed = std::get_if<GroupHeadCountChanged>(&event))
    return std::to_string(changed->before) + " to " + std::to_string(changed->head_count);
  if (const auto* waits = std::get_if<GroupWaitlisted>(&event))
    return std::to_string(waits->head_count) + " at place " + std::to_string(waits->place);
  if (const auto* gone = std::get_if<GroupMembersCancelled>(&event))
    return std::to_string(gone->people.size()) + " named, " + std::to_string(gone->head_count) + " left";
  if (const auto* confirmed = std::get_if<GroupConfirmed>(&event))
    return confirmed->passed_over_waitlist && confirmed->promoted ? "passes over" : "something else";
  if (std::holds_alternative<GroupCancelled>(event)) return "cancelled";
  return std::holds_alternative<GroupMemberSubstituted>(event) ? "substituted" : "something else";
}

// The session has ten seats.
struct HeadCountCase {
  const char* rule;
  Group group;
  int confirmed, waiting, head_count;
  bool may_wait;
  std::string expected;
  ChangedBy by = kOrganisation;
  Instant now = Instant{0};
  int place = 0;
};

TEST(GroupChanges, OfTheHeadCountFollowTheRules) {
  const HeadCountCase cases[] = {
      {"the last seats", group_of(3, kConfirmed), 6, 0, 7, false, "3 to 7"},
      {"one more than are free", group_of(3, kConfirmed), 7, 0, 7, false, "NO_SEATS_FREE"},
      {"the others wait, all of them", group_of(3, kConfirmed), 7, 0, 7, true, "4 at place 1"},
      {"somebody waits, however few", group_of(3, kConfirmed), 5, 1, 4, false, "NO_SEATS_FREE"},
      {"and those come behind them", group_of(3, kConfirmed), 5, 1, 4, true, "1 at place 2"},
      {"more than the room holds", group_of(3, kConfirmed), 3, 0, 11, true, "GROUP_LARGER_THAN_ROOM"},
      {"all that it holds", group_of(3, kConfirmed), 3, 0, 10, true, "3 to 10"},
      {"fewer", group_of(3, kConfirmed, 2), 9, 1, 2, false, "3 to 2"},
      {"fewer than are named", group_of(3, kConfirmed, 3), 9, 1, 2, false, "FEWER_THAN_NAMED"},
      {"as many", group_of(3, kConfirmed), 9, 1, 3, true, "nothing"},
      {"of one that waits behind all others", group_of(3, kWaiting), 9, 2, 5, true, "3 to 5", kOrganisation, {}, 2},
      {"of one that others wait behind", group_of(3, kWaiting), 9, 2, 5, false, "NO_SEATS_FREE", kOrganisation, {}, 1},
      {"whom its additional people don't overtake", group_of(3, kWaiting), 9, 2, 5, true, "2 at place 3", kOrganisation,
       {}, 1},
      {"fewer who wait", group_of(3, kWaiting), 9, 2, 1, false, "3 to 1"},
      {"a waiting group that no room would hold", group_of(3, kWaiting), 9, 1, 11, true, "GROUP_LARGER_THAN_ROOM",
       kOrganisation, {}, 1},
      {"of one that was cancelled", group_of(3, kCancelled), 0, 0, 2, false, "GROUP_CANCELLED"},
      {"just in time", group_of(3, kConfirmed), 3, 0, 4, false, "3 to 4", kOrganisation, Instant{999}},
      {"after the end", group_of(3, kConfirmed), 3, 0, 4, false, "REGISTRATION_CLOSED", kOrganisation, kEnds},
      {"but by a coordinator", group_of(3, kConfirmed), 3, 0, 4, false, "3 to 4", kCoordinator, kEnds},
      {"until the start", group_of(3, kConfirmed), 3, 0, 4, false, "SESSION_BEGUN", kCoordinator, kStarts},
      {"fewer after it", group_of(3, kConfirmed), 3, 0, 2, false, "3 to 2", kOrganisation, kStarts},
      {"until it is over", group_of(3, kConfirmed), 3, 0, 2, false, "SESSION_OVER", kCoordinator, kOver},
  };
  for (const HeadCountCase& row : cases) {
    const Seats seats{
        .session = kSession, .confirmed_count = row.confirmed, .waiting_count = row.waiting, .arrival_count = 9};
    const ChangeHeadCount command{
        row.head_count, {row.may_wait ? "more" : ""}, {ChangeReason::numbers_changed, row.by}};
    EXPECT_EQ(outcome(decide({session_of(10), seats, row.group, {}, row.place}, command, row.now)), row.expected)
        << row.rule;
  }
}

TEST(GroupChanges, TakeFewerPeopleFromThoseWhoWaitAsAPartFirst) {
  const Seats seats{.session = kSession, .confirmed_count = 10, .waiting_count = 1, .arrival_count = 9};
  ChangeHeadCountFacts facts{session_of(10), seats, group_of(5, kConfirmed, 2), {}};
  facts.part_waits = true;
  EXPECT_EQ(outcome(decide(facts, {4, {}, {}}, Instant{0})), "PART_WAITS");
  EXPECT_EQ(outcome(decide(facts, {1, {}, {}}, Instant{0})), "PART_WAITS") << "whoever is named";
  EXPECT_EQ(outcome(decide(facts, {5, {}, {}}, Instant{0})), "nothing");
  EXPECT_EQ(outcome(decide(facts, {6, {"more"}, {}}, Instant{0})), "1 at place 2");
  EXPECT_EQ(outcome(decide(facts, {4, {}, {}}, kOver)), "SESSION_OVER");
  facts.part_waits = false;
  EXPECT_EQ(outcome(decide(facts, {4, {}, {}}, Instant{0})), "5 to 4");
}

struct CancellationCase {
  const char* rule;
  GroupStatus status;
  bool has_member_come;
  int counted;
  std::string expected;
  Instant now = Instant{0};
  bool late_entry = false;
};

TEST(GroupChanges, CancelNoGroupOfWhichSomebodyCame) {
  const CancellationCase cases[] = {
      {"nobody came", kConfirmed, false, 0, "cancelled"},
      {"somebody who is named", kConfirmed, true, 0, "GROUP_CAME"},
      {"people who were counted", kConfirmed, false, 2, "GROUP_CAME"},
      {"who were not of a group without seats", kWaiting, false, 2, "cancelled"},
      {"as somebody who is named in it was", kWaiting, true, 0, "GROUP_CAME"},
      {"after the start", kConfirmed, false, 0, "cancelled", kStarts},
      {"until it is over", kConfirmed, false, 0, "SESSION_OVER", kOver},
      {"but as it was before, entered afterwards", kConfirmed, true, 2, "cancelled", kOver, true},
      {"once", kCancelled, true, 2, "nothing", kOver},
  };
  for (const CancellationCase& row : cases)
    EXPECT_EQ(outcome(decide({session_of(10), group_of(3, row.status), row.has_member_come, row.counted},
                             CancelGroup{row.late_entry, {}}, row.now)),
              row.expected)
        << row.rule;
}

TEST(GroupChanges, AddNobodyToWhatIsNotHeld) {
  Session cancelled = session_of(10);
  cancelled.cancelled = true;
  const Seats seats{.session = kSession, .confirmed_count = 4, .waiting_count = 1, .arrival_count = 9};
  const Why why{ChangeReason::numbers_changed, kCoordinator};
  EXPECT_EQ(outcome(decide({cancelled, seats, group_of(3, kConfirmed), {}, 0}, {4, {}, why}, Instant{0})),
            "SESSION_CANCELLED");
  EXPECT_EQ(outcome(decide({cancelled, seats, group_of(3, kConfirmed), {}, 0}, {2, {}, why}, Instant{0})), "3 to 2");
  const Group head{{"head"}, kSession, kSchool, 7, kWaiting, 5};
  EXPECT_EQ(outcome(decide({cancelled, seats, group_of(3, kWaiting), head}, why, Instant{0})), "SESSION_CANCELLED");
  const std::vector<Attendee> present{{kSession, {"a"}, {"g"}}};
  const NameGroupMembersFacts naming{group_of(2, kConfirmed, 2), {}, {}, {present, {}}};
  Strangers told;
  const auto decided = decide({cancelled, {kSession}, naming, false}, {"a"},
                              Mention{{"new"}, "Somebody", Occupation::teacher}, why, Instant{0}, told);
  EXPECT_EQ(outcome(decided.map([](const GroupNaming& each) { return each.events; })), "SESSION_CANCELLED");
}

TEST(GroupChanges, ThatLetMoreWaitAreMadeOnce) {
  const Group group = group_of(3, kConfirmed);
  const Seats seats{.session = kSession, .confirmed_count = 10, .arrival_count = 9};
  const ChangeHeadCount command{5, {"more"}, {}};
  const auto events = decide({session_of(10), seats, group, {}, 0}, command, Instant{0});
  ASSERT_TRUE(events);
  const Group part = fold(Group{{"more"}, kSession, kSchool, 2}, *events);
  EXPECT_EQ(part.part_of, group.id);
  EXPECT_EQ(part.arrival, 10);
  EXPECT_EQ(outcome(decide({session_of(10), seats, group, part, 0}, command, kOver)), "nothing");
  const Group other{{"more"}, kSession, kSchool, 2};
  EXPECT_EQ(outcome(decide({session_of(10), seats, group, other, 0}, command, Instant{0})), "ID_TAKEN");
  EXPECT_EQ(outcome(decide({session_of(10), seats, part, part, 0}, command, Instant{0})), "ID_TAKEN");
  const auto of_part = decide({session_of(10), seats, part, {}, 1}, {4, {"third"}, {}}, Instant{0});
  ASSERT_TRUE(of_part);
  EXPECT_EQ(std::get<GroupWaitlisted>(of_part->front()).part_of, group.id) << "a part has no part of its own";
}

TEST(GroupChanges, AreFoldedIntoSeatsAndGroups) {
  const Group group = group_of(5, kConfirmed, 3);
  const Group waiting = group_of(5, kWaiting, 3);
  const Seats seats{kSession, 9, 2, 8, 9, 7, false};
  const Events fewer{GroupHeadCountChanged{group.id, kSession, 5, 4, false, {}, 1}};
  EXPECT_EQ(fold(seats, fewer).confirmed_count, 8);
  EXPECT_EQ(fold(group, fewer).head_count, 4);
  EXPECT_EQ(fold(group, fewer).change_count, 1);
  const Events fewer_wait{GroupHeadCountChanged{waiting.id, kSession, 5, 4, true, {}, 1}};
  EXPECT_EQ(fold(seats, fewer_wait).waiting_head_count, 7);
  const Events gone{GroupMembersCancelled{group.id, kSession, {{"a"}, {"b"}}, 5, 2, false, {}, 1}};
  EXPECT_EQ(fold(seats, gone).confirmed_count, 6);
  EXPECT_EQ(fold(group, gone).named_count, 1);
  EXPECT_EQ(fold(group, gone).head_count, 2);
  const Events passes{GroupConfirmed{waiting.id, kSession, kSchool, 5, true, 8, true, {}, {}, 1}};
  EXPECT_EQ(fold(seats, passes), (Seats{kSession, 14, 1, 3, 9, 7, false})) << "who waits since 7 still does";
}

struct MembersCase {
  const char* rule;
  Group group;
  std::vector<PersonId> people;
  int unnamed;
  std::string expected;
  Instant now = Instant{0};
  std::vector<PersonId> came = {};
};

TEST(GroupChanges, OfWhoComesNeverCancelAll) {
  const PersonId a{"a"}, b{"b"}, left{"left"}, elsewhere{"elsewhere"}, nobody{"nobody"};
  const std::vector<Attendee> attendees{
      {kSession, a, {"g"}}, {kSession, b, {"g"}}, {kSession, left, {}}, {kSession, elsewhere, {"other"}}};
  const MembersCase cases[] = {
      {"one who is named", group_of(4, kConfirmed, 2), {a}, 0, "1 named, 3 left"},
      {"named and unnamed ones", group_of(4, kConfirmed, 2), {a}, 2, "1 named, 1 left"},
      {"more unnamed ones than there are", group_of(4, kConfirmed, 2), {a}, 3, "FEWER_THAN_NAMED"},
      {"all of them", group_of(4, kConfirmed, 2), {a, b}, 2, "NOBODY_LEFT"},
      {"nobody", group_of(4, kConfirmed, 2), {}, 0, "NOBODY_LEAVES"},
      {"twice", group_of(4, kConfirmed, 2), {a, a}, 0, "NAMED_TWICE"},
      {"who has left already", group_of(4, kConfirmed, 2), {left}, 0, "nothing"},
      {"and one who has not", group_of(4, kConfirmed, 2), {left, b}, 0, "1 named, 3 left"},
      {"of another group", group_of(4, kConfirmed, 2), {elsewhere}, 0, "NOT_IN_GROUP"},
      {"of none", group_of(4, kConfirmed, 2), {nobody}, 0, "NOT_IN_GROUP"},
      {"who has come", group_of(4, kConfirmed, 2), {a}, 0, "MEMBER_CAME", Instant{0}, {a}},
      {"where it was cancelled", group_of(4, kCancelled, 2), {a}, 0, "GROUP_CANCELLED"},
      {"of one that waits", group_of(4, kWaiting, 2), {a}, 0, "1 named, 3 left"},
      {"until it is over", group_of(4, kConfirmed, 2), {a}, 0, "SESSION_OVER", kOver},
  };
  for (const MembersCase& row : cases)
    EXPECT_EQ(outcome(decide({session_of(10), row.group, attendees, row.came}, {row.people, row.unnamed, {}}, row.now)),
              row.expected)
        << row.rule;
}

struct SubstituteCase {
  const char* rule;
  std::string leaver, substitute, expected;
  GroupStatus status = kConfirmed;
  ChangedBy by = kOrganisation;
  Instant now = Instant{0};
  bool has_come = false;
};

TEST(GroupChanges, OfOnePersonForAnotherMoveNoSeat) {
  const std::vector<Attendee> attendees{{kSession, {"a"}, {"g"}},
                                        {kSession, {"b"}, {"g"}},
                                        {kSession, {"left"}, {}},
                                        {kSession, {"elsewhere"}, {"other"}}};
  const SubstituteCase cases[] = {
      {"one for another", "a", "new", "substituted"},
      {"one who has left for another", "a", "left", "substituted"},
      {"who is in it", "a", "b", "SUBSTITUTE_IN_GROUP"},
      {"who is in another group", "a", "elsewhere", "ALREADY_REGISTERED"},
      {"for nobody who is in it", "left", "new", "NOT_IN_GROUP"},
      {"who is there already", "left", "b", "nothing"},
      {"who has come", "a", "new", "MEMBER_CAME", kConfirmed, kOrganisation, Instant{0}, true},
      {"of a group that waits", "a", "new", "substituted", kWaiting},
      {"of one that was cancelled", "a", "new", "GROUP_CANCELLED", kCancelled},
      {"after the end", "a", "new", "REGISTRATION_CLOSED", kConfirmed, kOrganisation, kEnds},
      {"but by a coordinator", "a", "new", "substituted", kConfirmed, kCoordinator, kStarts},
      {"until it is over", "a", "new", "SESSION_OVER", kConfirmed, kCoordinator, kOver},
  };
  for (const SubstituteCase& row : cases) {
    std::vector<Attendee> both;
    for (const Attendee& each : attendees)
      if (each.person.value == row.leaver || each.person.value == row.substitute) both.push_back(each);
    std::vector<Group> groups;
    if (row.substitute == "elsewhere") groups.push_back({{"other"}, kSession, kSchool, 1, kConfirmed});
    // All its seats are named.
    const NameGroupMembersFacts naming{group_of(2, row.status, 2), {}, {}, {both, groups}};
    const Mention substitute{{row.substitute}, "Somebody", Occupation::teacher};
    Strangers told;
    const auto decided = decide({session_of(10), {kSession}, naming, row.has_come}, {row.leaver}, substitute,
                                {ChangeReason::cannot_come, row.by}, row.now, told);
    EXPECT_EQ(outcome(decided.map([](const GroupNaming& each) { return each.events; })), row.expected) << row.rule;
    if (row.expected == "substituted") {
      EXPECT_EQ(decided->newcomers.size(), 1U) << row.rule;
    }
  }
}

struct PassCase {
  const char* rule;
  int free, head, size;
  std::string expected;
  GroupStatus status = kWaiting;
  Instant now = Instant{0};
};

TEST(GroupChanges, ThatPassOthersOverTakeWhatTheyCannotUse) {
  const PassCase cases[] = {
      {"the first can't use them", 3, 4, 3, "passes over"},
      {"the first can", 4, 4, 3, "HEAD_FITS"},
      {"too few are free", 2, 4, 3, "NO_SEATS_FREE"},
      {"none is", 0, 4, 1, "NO_SEATS_FREE"},
      {"it has its seats", 3, 4, 3, "nothing", kConfirmed},
      {"it was cancelled", 3, 4, 3, "GROUP_CANCELLED", kCancelled},
      {"between the end and the start", 3, 4, 3, "passes over", kWaiting, kEnds},
      {"the session has begun", 3, 4, 3, "SESSION_BEGUN", kWaiting, kStarts},
  };
  for (const PassCase& row : cases) {
    const Seats seats{.session = kSession, .confirmed_count = 10 - row.free, .waiting_count = 2, .arrival_count = 9};
    const Group head{{"head"}, kSession, kSchool, row.head, kWaiting, 5};
    EXPECT_EQ(outcome(decide({session_of(10), seats, group_of(row.size, row.status), head},
                             {ChangeReason::seats_stay_free, kCoordinator}, row.now)),
              row.expected)
        << row.rule;
  }
}

TEST(GroupChanges, SayWhatTheyWere) {
  const Group group = group_of(5, kConfirmed, 2);
  const auto kept = [&](Event event) { return change_of(group, {std::move(event)}).value(); };
  const GroupChange fewer = kept(GroupHeadCountChanged{group.id, kSession, 5, 3, false, {}, 1});
  EXPECT_EQ(std::tuple(fewer.number, fewer.before, fewer.head_count, fewer.freed_count), std::tuple(1, 5, 3, 2));
  EXPECT_EQ(kept(GroupHeadCountChanged{group.id, kSession, 5, 3, true, {}, 1}).freed_count, 0) << "it waits";
  EXPECT_EQ(kept(GroupHeadCountChanged{group.id, kSession, 5, 7, false, {}, 1}).freed_count, 0) << "it takes seats";
  const GroupChange gone = kept(GroupMembersCancelled{group.id, kSession, {{"a"}}, 5, 3, false, {}, 1});
  EXPECT_EQ(std::tuple(gone.head_count, gone.freed_count), std::tuple(3, 2));
  EXPECT_EQ(gone.left, (std::vector<PersonId>{{"a"}}));
  const GroupChange other = kept(GroupMemberSubstituted{group.id, kSession, {"a"}, {"b"}, {}, 1});
  EXPECT_EQ(std::tuple(other.before, other.head_count, other.substitute), std::tuple(5, 5, PersonId{"b"}));
  const GroupChange cancelled = kept(GroupCancelled{group.id, kSession, 5, 5, {}, 1});
  EXPECT_EQ(std::tuple(cancelled.head_count, cancelled.freed_count), std::tuple(0, 5));
  EXPECT_EQ(kept(GroupWaitlisted{{"more"}, kSession, kSchool, 2, 1, 9}).waiting, GroupId{"more"});
  EXPECT_FALSE(change_of(group, {}));
  EXPECT_FALSE(change_of(group, {RegistrationEnded{kSession, 1, 2}}));
}

}  // namespace
}  // namespace opora::registration
