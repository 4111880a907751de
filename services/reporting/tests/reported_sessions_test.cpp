// What a report says of each session.
#include "platform/dates/dates.h"
#include "reporting/tests/network.h"

namespace opora::reporting::testing {
namespace {

// A round of two sessions in a library's reading room, the second of them two weeks later.
class ReportedSessions : public ReportingTest {
 protected:
  void SetUp() override {
    tell(site_added(1, "Svobodny"));
    tell(site_added(2, "Zeya"));
    tell(venue_added(1, 1, "Library"));
    tell(room_added(1, 1, "Reading room"));
    tell(room_added(2, 1, "Hall"));
    tell(round_planned(1, 1, {1}, 2023));
    PlannedSession later;
    later.number = 2;
    later.local_start = "2023-10-17T10:00";
    tell(session_published(later));
    tell(session_published({}));
  }
  v1::RoundReport report() { return report_of(1).value(); }
  v1::ReportedSession first() { return report().sessions(0); }
  static std::string english(const platform::v1::LocalizedText& text) {
    return text.by_language().empty() ? "" : text.by_language().at("en");
  }
};

TEST_F(ReportedSessions, AreAllOfThemByWhenTheyBegin) {
  const v1::RoundReport said = report();
  ASSERT_EQ(said.sessions_size(), 2);
  EXPECT_EQ(said.sessions(0).session_id(), session(1));
  EXPECT_EQ(said.sessions(1).session_id(), session(2));
  EXPECT_EQ(said.first_date(), "2023-10-03");
  EXPECT_EQ(said.last_date(), "2023-10-17");
  EXPECT_EQ(said.made_at_us(), service.clock().now().us);
  EXPECT_FALSE(said.has_turnout()) << "none was held";
}

TEST_F(ReportedSessions, SayWhenAndWhereAndForHowMany) {
  const v1::ReportedSession said = first();
  EXPECT_EQ(english(said.title()), "Session 1");
  EXPECT_EQ(said.place().local_start(), "2023-10-03T10:00");
  EXPECT_EQ(said.place().time_zone(), "Asia/Yakutsk");
  EXPECT_EQ(english(said.place().site_name()), "Svobodny");
  EXPECT_EQ(english(said.place().venue_name()), "Library");
  EXPECT_EQ(english(said.place().room_name()), "Reading room");
  EXPECT_EQ(said.duration_minutes(), 90);
  EXPECT_EQ(said.capacity(), 30);
  EXPECT_FALSE(said.has_former_place());
}

TEST_F(ReportedSessions, SayWhoHasSeatsAndWhoCame) {
  tell(group_confirmed(1, 1, 1, {1, 2, 3}));  // nine seats, three names
  tell(group_waitlisted(2, 1, 4));
  EXPECT_EQ(first().state(), v1::SESSION_STATE_PLANNED);
  EXPECT_EQ(first().seats_confirmed(), 9);
  EXPECT_EQ(first().seats_waiting(), 4);
  EXPECT_FALSE(first().has_turnout());
  for (const int who : {1, 2}) tell(attended(who, 1, 1));
  tell(attended(7, 1, 1));  // with the group's organisation, on a seat without a name
  tell(attended(8, 1, 0));  // a guest
  service.clock().set(in_yakutsk("2023-10-03T11:29"));
  EXPECT_EQ(first().state(), v1::SESSION_STATE_UNDER_WAY);
  EXPECT_FALSE(first().has_turnout()) << "whoever is not there may come yet";
  EXPECT_FALSE(report().has_turnout());
  EXPECT_EQ(figure(report(), v1::MEASURE_ATTENDANCES), 4) << "they are there";
  for (const v1::Measure held : {v1::MEASURE_SESSIONS_HELD, v1::MEASURE_SESSION_MINUTES, v1::MEASURE_SESSION_DAYS})
    EXPECT_EQ(figure(report(), held), 0) << "it goes on";
  EXPECT_EQ(row(report(), v1::DIMENSION_SITE, site(1)).attendance_count(), 4);
  EXPECT_EQ(row(report(), v1::DIMENSION_SITE, site(1)).session_count(), 0);
  EXPECT_EQ(service.violations(), std::vector<std::string>()) << "counted again in SQL";
  service.clock().set(in_yakutsk("2023-10-03T11:30"));
  EXPECT_EQ(figure(report(), v1::MEASURE_SESSIONS_HELD), 1);
  EXPECT_EQ(figure(report(), v1::MEASURE_SESSION_MINUTES), 90);
  EXPECT_EQ(figure(report(), v1::MEASURE_SESSION_DAYS), 1);
  EXPECT_EQ(row(report(), v1::DIMENSION_SITE, site(1)).session_count(), 1);
  const v1::ReportedSession said = first();
  EXPECT_EQ(said.state(), v1::SESSION_STATE_HELD);
  EXPECT_EQ(said.turnout().came_count(), 4);
  EXPECT_EQ(said.turnout().seats_confirmed(), 9);
  EXPECT_EQ(said.turnout().came_with_seat_count(), 3);
  EXPECT_EQ(said.turnout().came_with_seat_at_most(), 3);
  EXPECT_EQ(said.turnout().did_not_come_count(), 6);
  EXPECT_EQ(report().turnout().DebugString(), said.turnout().DebugString()) << "the only one that was held";
  EXPECT_EQ(service.violations(), std::vector<std::string>());
}

TEST_F(ReportedSessions, AreARangeWherePeopleWereCountedWithoutNames) {
  tell(group_confirmed(1, 1, 1, {1, 2, 3, 4}));
  tell(head_count_changed(1, 1, 4, 1));  // all of its seats have names
  tell(attended(1, 1, 1));
  tell(attendance_counted(1, 1, 2));
  service.clock().set(in_yakutsk("2023-10-03T11:30"));
  const v1::Turnout turnout = first().turnout();
  EXPECT_EQ(turnout.came_count(), 3);
  EXPECT_EQ(turnout.came_with_seat_count(), 1);
  EXPECT_EQ(turnout.came_with_seat_at_most(), 3);
  EXPECT_EQ(turnout.did_not_come_count(), 1);
  EXPECT_EQ(turnout.did_not_come_at_most(), 3);
  EXPECT_EQ(service.violations(), std::vector<std::string>());
}

TEST_F(ReportedSessions, ThatAreOverWithoutAnybodyAreToldApart) {
  tell(group_confirmed(1, 1, 1, {1}));
  service.clock().set(in_yakutsk("2023-10-03T11:30"));
  EXPECT_EQ(first().state(), v1::SESSION_STATE_NOT_RECORDED);
  EXPECT_FALSE(first().has_turnout()) << "nobody knows whether nobody came";
  EXPECT_EQ(report().sessions(1).state(), v1::SESSION_STATE_PLANNED);
  tell(attended(1, 1, 1));
  tell(attendance_taken_back(1, 1));
  EXPECT_EQ(first().state(), v1::SESSION_STATE_NOT_RECORDED) << "the only one was a mistake";
}

TEST_F(ReportedSessions, SayWhyTheyWereCancelled) {
  tell(group_confirmed(1, 1, 1, {1}));
  tell(attended(1, 1, 1));
  tell(session_cancelled(1, "No heating"));
  EXPECT_EQ(first().state(), v1::SESSION_STATE_CANCELLED);
  EXPECT_EQ(first().reason(), "No heating");
  EXPECT_EQ(first().seats_confirmed(), 9) << "registrations stay readable";
  EXPECT_FALSE(first().has_turnout());
  EXPECT_FALSE(report().has_turnout());
  EXPECT_EQ(report().first_date(), "2023-10-17");
}

TEST_F(ReportedSessions, SayWhereAndWhenTheyWereToBe) {
  PlannedSession moved;
  moved.local_start = "2023-10-20T14:00";
  moved.room = 2;
  moved.capacity = 12;
  tell(session_moved(moved, "No heating"));
  moved.local_start = "2023-10-21T14:00";
  moved.version = 2;
  tell(session_moved(moved, "Still none"));
  const v1::RoundReport all = report();
  ASSERT_EQ(all.sessions(1).session_id(), session(1)) << "it is the later one now";
  const v1::ReportedSession& said = all.sessions(1);
  EXPECT_EQ(said.place().local_start(), "2023-10-21T14:00");
  EXPECT_EQ(english(said.place().room_name()), "Hall");
  EXPECT_EQ(said.former_place().local_start(), "2023-10-03T10:00") << "as it was published";
  EXPECT_EQ(english(said.former_place().room_name()), "Reading room");
  EXPECT_EQ(said.reason(), "Still none");
  EXPECT_EQ(said.capacity(), 12);
  EXPECT_EQ(all.first_date(), "2023-10-17");
  EXPECT_EQ(all.last_date(), "2023-10-21");
}

// "When: from, to: why" of each, in order.
std::vector<std::string> moves_of(const v1::ReportedSession& said) {
  std::vector<std::string> moves;
  const auto place = [](const v1::SessionPlace& there) {
    return there.local_start() + " " + there.site_name().by_language().at("en") + " " +
           there.venue_name().by_language().at("en") + " " + there.room_name().by_language().at("en");
  };
  for (const v1::SessionMove& move : said.moves())
    moves.push_back(to_rfc3339(Instant{move.told_at_us()}).substr(0, 10) + ": " + place(move.former_place()) + ", " +
                    place(move.place()) + ": " + move.reason());
  return moves;
}

// Three moves of the first session, the last of which is back to where it began, each on a day of its own. Told of any
// of them again, it is the same.
TEST_F(ReportedSessions, SayEachOfTheirMovesInOrder) {
  EXPECT_EQ(first().moves_size(), 0);
  PlannedSession there;
  there.local_start = "2023-10-04T14:00";
  there.version = 1;
  service.clock().set(in_yakutsk("2023-10-01T12:00"));
  tell(session_moved(there, "No heating"));
  there.room = 2;
  there.version = 3;  // its capacity was changed between
  service.clock().set(in_yakutsk("2023-10-02T12:00"));
  tell(session_moved(there, "Flooded"));
  PlannedSession back;
  back.version = 4;
  service.clock().set(in_yakutsk("2023-10-03T09:30"));
  tell(session_moved(back, "All is well"));
  const std::vector<std::string> moves = {
      "2023-10-01: 2023-10-03T10:00 Svobodny Library Reading room, 2023-10-04T14:00 Svobodny Library Reading room: "
      "No heating",
      "2023-10-02: 2023-10-04T14:00 Svobodny Library Reading room, 2023-10-04T14:00 Svobodny Library Hall: Flooded",
      "2023-10-03: 2023-10-04T14:00 Svobodny Library Hall, 2023-10-03T10:00 Svobodny Library Reading room: "
      "All is well"};
  EXPECT_EQ(moves_of(first()), moves);
  EXPECT_EQ(report().sessions(1).moves_size(), 0) << "the other was not moved";
  tell(session_moved(back, "All is well"));
  EXPECT_EQ(moves_of(first()), moves) << "told again";
  EXPECT_EQ(service.violations(), std::vector<std::string>());
}

// A change of its capacity is no move, nor is that it was cancelled.
TEST_F(ReportedSessions, KeepTheReasonsOfTheirMovesOnceCancelled) {
  PlannedSession there;
  there.room = 2;
  tell(session_moved(there, "No heating"));
  tell(capacity_changed(1, 7));
  tell(session_cancelled(1, "Ill"));
  EXPECT_EQ(first().reason(), "Ill");
  ASSERT_EQ(first().moves_size(), 1);
  EXPECT_EQ(first().moves(0).reason(), "No heating");
}

TEST_F(ReportedSessions, AreMovedBackByNoPublicationToldAgain) {
  PlannedSession moved;
  moved.site = 2;
  tell(session_moved(moved));
  tell(session_cancelled(2));
  tell(attended(1, 1, 1));
  PlannedSession cancelled;
  cancelled.number = 2;
  for (const PlannedSession& planned : {PlannedSession(), cancelled}) tell(session_published(planned));
  EXPECT_EQ(row(report(), v1::DIMENSION_SITE, site(2)).attendance_count(), 1);
  EXPECT_EQ(figure(report(), v1::MEASURE_SESSIONS_CANCELLED), 1);
}

// Builds from before reports listed sessions, and their moves, left these tables and columns empty.
const Statement kNoDetails{"DELETE FROM session_details"}, kNoMoves{"DELETE FROM session_moves"},
    kNoRooms{"DELETE FROM rooms"},
    kNoNames{"DELETE FROM names WHERE subject IN ('room', 'venue')"},
    kNoTimes{"UPDATE attendances SET told_at_us = 0"}, kNoTimesOfGroups{"UPDATE group_seats SET told_at_us = 0"},
    kOlder{"UPDATE consumed SET learnt_revision = 1"};

TEST_F(ReportedSessions, AreLearntFromWhatAnOlderBuildPassedOver) {
  PlannedSession moved;
  moved.local_start = "2023-10-20T14:00";
  tell(session_moved(moved, "No heating"));
  moved.local_start = "2023-10-21T14:00";
  moved.version = 2;
  tell(session_moved(moved, "Still none"));
  tell(capacity_changed(1, 7));
  tell(session_cancelled(2, "Ill"));
  tell(group_confirmed(1, 1, 1, {1}));
  service.clock().set(in_yakutsk("2023-12-01T00:00"));
  tell(attended(1, 1, 1));
  tell(group_cancelled(1, 1, 9));
  const std::string before = report().DebugString();
  for (const Statement* change : {&kNoDetails, &kNoMoves, &kNoRooms, &kNoNames, &kNoTimes, &kNoTimesOfGroups, &kOlder})
    service.restart_after(*change);
  service.settle();
  EXPECT_EQ(report().DebugString(), before);
  EXPECT_EQ(service.violations(), std::vector<std::string>());
}

// The build before this one listed sessions, and of their moves told where they began and ended.
const Statement kBuildBefore{"UPDATE consumed SET learnt_revision = 2"};

TEST_F(ReportedSessions, LearnTheirMovesFromWhatTheBuildBeforeKept) {
  PlannedSession moved;
  moved.room = 2;
  tell(session_moved(moved, "No heating"));
  moved.local_start = "2023-10-20T14:00";
  moved.version = 2;
  tell(session_moved(moved, "Still none"));
  tell(capacity_changed(1, 7));
  const std::string before = report().DebugString();
  for (const Statement* change : {&kNoMoves, &kBuildBefore}) service.restart_after(*change);
  service.settle();
  EXPECT_EQ(report().DebugString(), before);
  EXPECT_EQ(report().sessions(1).moves_size(), 2);
}

}  // namespace
}  // namespace opora::reporting::testing
