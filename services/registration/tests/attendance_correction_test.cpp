// What corrections of attendance follow from, and which of several things that stand against one is said.
#include "registration/domain/attendance_correction.h"

#include <gtest/gtest.h>

#include "registration/domain/count_attendance.h"
#include "registration/domain/move_attendance.h"

namespace opora::registration {
namespace {

constexpr Instant kBegins{1'697'014'800'000'000};  // 2023-10-11 09:00 UTC
const Session kHall{{"hall"}, {"north"}, 10, kBegins, kBegins, "2023-10-11"};
const Session kRoom{{"room"}, {"north"}, 10, kBegins, kBegins, "2023-10-12"};
const Saying kWhy{CorrectionCode::wrong_person, "why"};

Corrector of_the_network() { return {"olga"}; }
Corrector answering_for(const char* region) { return {"olga", false, {{region}}, {}}; }
Corrector standing_at(std::vector<SessionId> doors) { return {"olga", false, {}, std::move(doors)}; }

Attendance present_at(const Session& session = kHall, const char* who = "anna") {
  return {session.id, {who}, {"school"}, kBegins};
}

std::string what_becomes(const Result<Corrected>& corrected) {
  return !corrected ? corrected.error().reason : corrected->events.empty() ? "so already" : "done";
}

TEST(Corrections, AreTheDoorsUntilTheDayAfterIsOverAnywhere) {
  const Instant over{1'697'198'400'000'000};  // 2023-10-13 12:00 UTC: the 12th has ended in UTC-12
  EXPECT_EQ(door_corrects_until(kHall), over);
  Session undated = kHall;
  undated.on_date = "";
  EXPECT_EQ(door_corrects_until(undated), kBegins + std::chrono::hours(48));
  struct Row {
    const char* rule;
    Corrector by;
    Instant now;
    std::string outcome;
  };
  const Row rows[] = {{"just in time", standing_at({kHall.id}), {over.us - 1}, "done"},
                      {"too late", standing_at({kHall.id}), over, "CORRECTION_TOO_LATE"},
                      {"not for whoever answers for the region", answering_for("north"), over, "done"},
                      {"nor for an administrator", of_the_network(), over, "done"}};
  for (const Row& row : rows) {
    EXPECT_EQ(what_becomes(take_back({kHall, {"anna"}, present_at()}, row.by, kWhy, row.now)), row.outcome) << row.rule;
    const Attendance gone = counting_no_more(present_at(), kBegins);
    EXPECT_EQ(what_becomes(restore({kHall, {"anna"}, gone}, row.by, kWhy, row.now)), row.outcome) << row.rule;
    EXPECT_EQ(what_becomes(restore({kHall, {"anna"}, present_at()}, row.by, kWhy, row.now)), "so already") << row.rule;
    EXPECT_EQ(what_becomes(take_back({kHall, {"anna"}, gone}, row.by, kWhy, row.now)), "so already") << row.rule;
  }
  EXPECT_EQ(what_becomes(take_back({kHall, {"anna"}, {}}, of_the_network(), kWhy, over)), "UNKNOWN_ATTENDANCE");
  EXPECT_EQ(what_becomes(restore({kHall, {"anna"}, {}}, of_the_network(), kWhy, over)), "UNKNOWN_ATTENDANCE");
}

TEST(Corrections, AreNumberedAndKept) {
  const auto back = take_back({kHall, {"anna"}, present_at()}, of_the_network(), kWhy, {kBegins.us + 5}).value();
  ASSERT_EQ(back.attendances.size(), 1U);
  EXPECT_EQ(back.attendances[0].change, 1);
  EXPECT_FALSE(back.attendances[0].counts());
  EXPECT_EQ(back.attendances[0].organisation, OrganisationId{"school"});
  const AttendanceCorrection said{kHall.id, {"anna"}, 1, CorrectionKind::taken_back, kWhy.code, "why", "olga",
                                  {kBegins.us + 5}, {}, {}};
  EXPECT_EQ(back.record, std::vector<AttendanceCorrection>{said});
  EXPECT_EQ(back.events, (Events{AttendanceTakenBack{kHall.id, {"anna"}, 1, kWhy.code}}));

  const auto again = restore({kHall, {"anna"}, back.attendances[0], /*is_known=*/true}, of_the_network(), {}, kBegins);
  EXPECT_EQ(again->events, (Events{AttendanceRecorded{kHall.id, {"anna"}, {"school"}, kBegins, {}, 2}}));
  EXPECT_TRUE(again->attendances[0].counts());
}

Door room_with(std::vector<std::pair<const char*, Door::Arrival>> people) {
  Door door{kRoom.id, kRoom, {}, {}};
  for (auto& [who, arrival] : people) door.arrivals[{who}] = arrival;
  return door;
}

registration::MoveAttendance to_room(const char* who = "anna") { return {kHall.id, {"anna"}, kRoom.id, {who}, kWhy}; }

std::string what_becomes(const MoveAttendanceFacts& facts, const registration::MoveAttendance& command,
                    const Corrector& by = of_the_network(), Instant now = kBegins) {
  const auto moved = decide(facts, command, by, now);
  return !moved ? moved.error().reason : moved->corrected.events.empty() ? "so already" : "done";
}

// Each row mends what the row before was refused for.
TEST(MovingAttendance, SaysTheFirstOfWhatStandsAgainstIt) {
  const Corrector door = standing_at({kHall.id});
  const Instant late = door_corrects_until(kRoom);
  const Instant early{kRoom.doors_open_at().us - 1};
  auto command = to_room("boris");
  MoveAttendanceFacts facts{kHall, {}, {}, Door{kRoom.id, {}, {}, {}}};
  EXPECT_EQ(what_becomes(facts, {kHall.id, {"anna"}, kHall.id, {"anna"}, kWhy}), "NOTHING_MOVED");
  EXPECT_EQ(what_becomes(facts, command, door, late), "UNKNOWN_SESSION");
  facts.to.facts = kRoom;
  EXPECT_EQ(what_becomes(facts, command, door, late), "SESSION_OF_OTHERS");
  EXPECT_EQ(what_becomes(facts, command, answering_for("south"), late), "SESSION_OF_OTHERS");
  const Corrector both = standing_at({kHall.id, kRoom.id});
  EXPECT_EQ(what_becomes(facts, command, both, late), "UNKNOWN_ATTENDANCE");
  facts.attendance = counting_no_more(present_at(), kBegins);
  EXPECT_EQ(what_becomes(facts, command, both, late), "ATTENDANCE_TAKEN_BACK");
  facts.attendance = present_at();
  facts.to.facts->cancelled = true;
  EXPECT_EQ(what_becomes(facts, command, both, early), "SESSION_CANCELLED");
  facts.to.facts->cancelled = false;
  facts.session.cancelled = true;  // from there it may be moved
  EXPECT_EQ(what_becomes(facts, command, both, early), "SESSION_NOT_BEGUN");
  EXPECT_EQ(what_becomes(facts, command, both, late), "CORRECTION_TOO_LATE");
  EXPECT_EQ(what_becomes(facts, command, both, door_corrects_until(kHall)), "CORRECTION_TOO_LATE") << "where it is";
  EXPECT_EQ(what_becomes(facts, command, both), "NOT_EXPECTED");
  EXPECT_EQ(what_becomes(facts, command, answering_for("north"), late), "PERSON_NOT_KNOWN");
  facts.to = room_with({{"boris", {.known = true, .waits = true}}});
  EXPECT_EQ(what_becomes(facts, command, both), "done");
}

TEST(MovingAttendance, IsOneChangeOnBothSides) {
  const Attendance gone{kRoom.id, {"anna"}, {}, kBegins, false, 3, kBegins};
  struct Row {
    const char* rule;
    Door::Arrival there;
    std::size_t events;
    int change;  // of what counts there
    bool was_there_already;
  };
  const Row rows[] = {{"nobody knows them", {}, 2, 0, false},
                      {"came there before", {.known = true, .attends = true}, 1, 0, true},
                      {"was taken back there", {.known = true, .taken_back = gone}, 2, 4, false}};
  for (const Row& row : rows) {
    const MoveAttendanceFacts facts{kHall, present_at(), {}, room_with({{"anna", row.there}})};
    const auto moved = decide(facts, to_room(), of_the_network(), kBegins);
    ASSERT_TRUE(moved) << row.rule;
    EXPECT_EQ(moved->corrected.events.size(), row.events) << row.rule;
    EXPECT_EQ(moved->corrected.record.size(), row.events) << row.rule;
    EXPECT_EQ(moved->was_there_already, row.was_there_already) << row.rule;
    EXPECT_FALSE(moved->corrected.attendances.front().counts()) << row.rule;
    if (row.events < 2) continue;
    EXPECT_TRUE(moved->corrected.attendances.back().counts()) << row.rule;
    EXPECT_EQ(moved->corrected.attendances.back().change, row.change) << row.rule;
    EXPECT_FALSE(moved->corrected.attendances.back().was_unknown) << row.rule << ": somebody has looked at them";
  }
}

// Anna is known as "anya", too: two ids, or two people who were taken for one.
SamePeople anna_and_anya() {
  SamePeople same;
  const std::vector<PersonId> merged{{"anya"}};
  same.add({"anna"}, merged);
  return same;
}

// "anna at room, -anna at hall": what counts since, and what counts no more.
std::string since_counts(const Corrected& corrected) {
  std::string told;
  for (const Attendance& each : corrected.attendances)
    told += (told.empty() ? "" : ", ") + std::string(each.counts() ? "" : "-") + each.person.value + " at " +
            each.session.value;
  return told;
}

TEST(MovingAttendance, OfSeveralIdsGoesWholeToASessionAndByTheCardToAPerson) {
  MoveAttendanceFacts facts{kHall, present_at(), {}, room_with({}), {present_at(kHall, "anya")}};
  facts.to.same = anna_and_anya();
  const auto whole = decide(facts, to_room(), of_the_network(), kBegins);
  ASSERT_TRUE(whole);
  EXPECT_EQ(since_counts(whole->corrected), "-anna at hall, anna at room, -anya at hall, anya at room");
  ASSERT_EQ(whole->corrected.record.size(), 4U);
  EXPECT_EQ(whole->corrected.record[3].other_person, PersonId{"anya"});
  EXPECT_EQ(whole->corrected.record[3].other_session, kHall.id);

  facts.to = room_with({{"boris", {.known = true}}});
  const auto card = decide(facts, to_room("boris"), of_the_network(), kBegins);
  ASSERT_TRUE(card);
  EXPECT_EQ(since_counts(card->corrected), "-anna at hall, boris at room");
  facts.attendance = counting_no_more(present_at(), kBegins);
  const auto other = decide(facts, to_room("boris"), of_the_network(), kBegins);
  ASSERT_TRUE(other);
  EXPECT_EQ(since_counts(other->corrected), "-anya at hall, boris at room") << "the one that counts";
  facts.last_said.push_back({kHall.id, {"anna"}, 1, CorrectionKind::moved_away, kWhy.code, "why", "olga", kBegins,
                             kRoom.id, {"boris"}});
  EXPECT_EQ(what_becomes(facts, to_room("boris")), "so already") << "and the other id's stays";
}

TEST(MovingAttendance, AgainOfWhatLayUnderTheOtherIdChangesNothing) {
  const Attendance gone = counting_no_more(present_at(kHall, "anya"), kBegins);
  const AttendanceCorrection said{kHall.id, {"anya"}, 1, CorrectionKind::moved_away, kWhy.code, "why", "olga", kBegins,
                                  kRoom.id, {"anya"}};
  MoveAttendanceFacts facts{kHall, {}, {said}, room_with({}), {gone}};
  facts.to.same = anna_and_anya();
  EXPECT_EQ(what_becomes(facts, to_room()), "so already");
  EXPECT_EQ(what_becomes(facts, to_room("boris")), "ATTENDANCE_TAKEN_BACK");
}

TEST(Corrections, GiveBackAllThatWasTakenBackTogether) {
  const Instant first{kBegins.us + 1}, last{kBegins.us + 2};
  const Attendance anna = counting_no_more(present_at(), last);
  const Attendance anya = counting_no_more(present_at(kHall, "anya"), last);
  const Attendance before = counting_no_more(present_at(kHall, "anya"), first);
  const auto restored = [&](const std::optional<Attendance>& theirs, const Attendance& other) {
    return since_counts(restore({kHall, {"anna"}, theirs, true, 0, {other}}, of_the_network(), {}, last).value());
  };
  EXPECT_EQ(restored(anna, anya), "anna at hall, anya at hall");
  EXPECT_EQ(restored(anna, before), "anna at hall");
  EXPECT_EQ(restored(before, anna), "anna at hall");
  EXPECT_EQ(restored({}, anya), "anya at hall");
}

TEST(MovingAttendance, AgainToTheSameChangesNothing) {
  const Attendance gone = counting_no_more(present_at(), kBegins);
  AttendanceCorrection said{kHall.id, {"anna"}, 1, CorrectionKind::moved_away, kWhy.code, "why", "olga", kBegins,
                            kRoom.id, {"anna"}};
  EXPECT_EQ(what_becomes({kHall, gone, {said}, room_with({})}, to_room()), "so already");
  EXPECT_EQ(what_becomes({kHall, gone, {said}, room_with({})}, to_room("boris")), "ATTENDANCE_TAKEN_BACK");
  said.kind = CorrectionKind::taken_back;
  EXPECT_EQ(what_becomes({kHall, gone, {said}, room_with({})}, to_room()), "ATTENDANCE_TAKEN_BACK");
}

TEST(CountingAttendance, FollowsItsRules) {
  const CountsOfSession known{kHall.id,
                              {{kHall.id, {"clinic"}, 1, 12, "", "olga", kBegins},
                               {kHall.id, {"school"}, 2, 5, "why", "olga", kBegins}}};
  struct Row {
    const char* rule;
    const char* organisation;
    int count;
    const char* reason;
    std::string outcome;  // the change, "stands" or a reason
  };
  const Row rows[] = {{"the first of an organisation", "club", 3, "", "1"},
                      {"nobody, where nobody was counted", "club", 0, "", "stands"},
                      {"the same again", "school", 5, "", "stands"},
                      {"another", "school", 4, "one was named", "3"},
                      {"another, and nobody says why", "school", 4, "", "REASON_MISSING"},
                      {"none any more", "school", 0, "all were named", "3"},
                      {"as many as thirty with the others", "school", 18, "more came", "3"},
                      {"one more", "school", 19, "more came", "COUNT_LARGER_THAN_ROOM"},
                      {"of all organisations together", "club", 14, "", "COUNT_LARGER_THAN_ROOM"}};
  for (const Row& row : rows) {
    const auto counted =
        decide(kHall, known, registration::CountAttendance{kHall.id, {row.organisation}, row.count, row.reason},
               of_the_network(), kBegins);
    const std::string outcome = !counted           ? counted.error().reason
                                : !counted->count ? "stands"
                                                  : std::to_string(counted->count->change);
    EXPECT_EQ(outcome, row.outcome) << row.rule;
  }
  Session large = kHall;
  large.capacity = 40;
  EXPECT_TRUE(decide(large, {kHall.id}, {kHall.id, {"school"}, 40, ""}, of_the_network(), kBegins));
  Session cancelled = kHall;
  cancelled.cancelled = true;
  EXPECT_EQ(decide(cancelled, known, {kHall.id, {"club"}, 1, ""}, of_the_network(), kBegins).error().reason,
            "SESSION_CANCELLED");
  const Instant early{kHall.doors_open_at().us - 1};
  EXPECT_EQ(decide(kHall, known, {kHall.id, {"club"}, 1, ""}, of_the_network(), early).error().reason,
            "SESSION_NOT_BEGUN");
  EXPECT_EQ(decide(kHall, known, {kHall.id, {"club"}, 1, ""}, standing_at({kHall.id}), door_corrects_until(kHall))
                .error().reason,
            "CORRECTION_TOO_LATE");
}

}  // namespace
}  // namespace opora::registration
