// What became of a session, a group and a person, from what whoever asks is answered.
#include "opora/tool/history.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "opora/tool/history_of_group.h"
#include "opora/tool/history_of_person.h"
#include "opora/tool/history_of_session.h"
#include "opora_tool_words.h"
#include "platform/dates/time_zone.h"

namespace opora::tool {
namespace {

namespace s = scheduling::v1;
namespace r = registration::v1;
using Lines = std::vector<std::string>;

Instant at(const std::string& utc) { return instant_of(utc, "Etc/UTC").value(); }

Lines lines_of(const std::string& text) {
  Lines lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = text.find('\n', begin);
    lines.push_back(text.substr(begin, end - begin));
    begin = end == std::string::npos ? text.size() : end + 1;
  }
  return lines;
}

// What is told, without what it is of.
Lines told(const History& history, const std::string& language = "en") {
  Lines lines = lines_of(history_text(history, language));
  lines.erase(lines.begin(), lines.begin() + (history.is_partial ? 3 : 2));
  if (!history.left_out.empty()) lines.pop_back();
  return lines;
}

SessionFacts session_facts() {
  SessionFacts facts;
  facts.session.set_session_id("s1");
  (*facts.session.mutable_title()->mutable_by_language())["en"] = "Rest";
  facts.session.set_local_start("2023-10-18T10:00");
  facts.session.set_time_zone("Europe/Sofia");
  facts.session.set_published(true);
  facts.names = {{"hall", "Hall"}, {"den", "Den"}, {"dawn", "Dawn"}};
  return facts;
}

s::Correction correction(s::CorrectionKind kind, const std::string& time, const std::string& reason) {
  s::Correction correction;
  correction.set_kind(kind);
  correction.set_corrected_at_us(at(time).us);
  correction.set_corrected_by("nina");
  correction.set_reason(reason);
  return correction;
}

template <class Message>
void put_place(Message& message, const std::string& room, const std::string& start) {
  message.set_room_id(room);
  message.set_local_start(start);
  message.set_duration_minutes(60);
  message.set_capacity(12);
}

TEST(HistoryOfSession, TellsWhoWhenAndWhyInTheSessionsZone) {
  SessionFacts facts = session_facts();
  s::Event published, moved;
  put_place(*published.mutable_session_published(), "hall", "2023-10-18T10:00");
  put_place(*moved.mutable_session_moved(), "den", "2023-10-18T11:00");
  moved.mutable_session_moved()->set_reason("The hall is flooded.");
  facts.planning = std::vector<Told<s::Event>>{{at("2023-09-01T09:00"), published}, {at("2023-10-02T06:00"), moved}};
  facts.corrections = {correction(s::CORRECTION_KIND_RENAMED, "2023-08-01T06:00", "Misspelt."),
                       correction(s::CORRECTION_KIND_MOVED, "2023-10-02T06:00", "The hall is flooded."),
                       correction(s::CORRECTION_KIND_CANCELLED, "2023-10-16T06:00", "Nobody can lead it.")};
  r::Event ended, aside, of_others;
  ended.mutable_registration_ended()->set_confirmed_count(9);
  aside.mutable_scan_set_aside()->set_session_id("s1");
  aside.mutable_scan_set_aside()->add_flags(r::CHECK_IN_FLAG_OUTSIDE_SESSION);
  of_others.mutable_scan_set_aside()->set_session_id("s2");
  facts.registering = std::vector<Told<r::Event>>{
      {at("2023-10-17T15:00"), ended}, {at("2023-10-18T20:00"), aside}, {at("2023-10-18T20:00"), of_others}};
  const History history = history_of(facts, "en");
  EXPECT_EQ(lines_of(history_text(history, "en"))[0], "Rest  s1");
  EXPECT_EQ(lines_of(history_text(history, "en"))[1], "Times are those of Europe/Sofia.");
  EXPECT_EQ(told(history),
            (Lines{"                  Planned: Rest", "2023-08-01 09:00  Called otherwise (nina: Misspelt.)",
                   "2023-09-01 12:00  Published: in Hall, from 2023-10-18T10:00, 60 minutes, for 12",
                   "2023-10-02 09:00  Moved: in Den, from 2023-10-18T11:00, 60 minutes, for 12 (nina: The hall is "
                   "flooded.)",
                   "2023-10-16 09:00  Cancelled (nina: Nobody can lead it.)",
                   "2023-10-17 18:00  Registration ended: 9 have seats, 0 wait",
                   "2023-10-18 23:00  A scan was set aside: outside_session"}));
}

TEST(HistoryOfSession, ToWhoeverMayReadNoLogsSaysThatTimesAreLacking) {
  SessionFacts facts = session_facts();
  facts.corrections = {correction(s::CORRECTION_KIND_MOVED, "2023-10-02T06:00", "The hall is flooded.")};
  const History history = history_of(facts, "en");
  EXPECT_TRUE(history.is_partial);
  EXPECT_EQ(told(history), (Lines{"                  Planned: Rest", "                  Published",
                                  "2023-10-02 09:00  Moved (nina: The hall is flooded.)"}));
}

r::AttendanceCorrection said_of(const std::string& person, r::CorrectionKind kind, const std::string& time) {
  r::AttendanceCorrection said;
  said.set_person_id(person);
  said.set_kind(kind);
  said.set_corrected_by("door");
  said.mutable_corrected_at()->set_seconds(at(time).us / 1'000'000);
  return said;
}

// Nobody knows an id by heart; programs go by them.
TEST(HistoryOfSession, CallsPeopleAndSessionsByTheirNames) {
  SessionFacts facts = session_facts();
  facts.names.insert({{"p1", "Ana"}, {"p2", "Boris"}, {"s2", "More rest"}, {"nameless", ""}});
  r::AttendanceCorrection moved = said_of("p1", r::CORRECTION_KIND_MOVED_AWAY, "2023-10-19T07:00");
  moved.set_other_person_id("p1");
  moved.set_other_session_id("s2");
  r::AttendanceCorrection taken_over = said_of("p1", r::CORRECTION_KIND_MOVED_HERE, "2023-10-19T08:00");
  taken_over.set_other_person_id("p2");
  taken_over.set_other_session_id("s1");
  facts.attendance_corrections = {said_of("p1", r::CORRECTION_KIND_TAKEN_BACK, "2023-10-19T06:00"), moved, taken_over,
                                  said_of("nameless", r::CORRECTION_KIND_TAKEN_BACK, "2023-10-19T09:00")};
  const History history = history_of(facts, "en");
  Lines lines = told(history);
  lines.erase(lines.begin(), lines.begin() + 2);
  EXPECT_EQ(lines, (Lines{"2023-10-19 09:00  Attendance taken back: Ana, Rest (door)",
                          "2023-10-19 10:00  Attendance moved: Ana, Rest → More rest (door)",
                          "2023-10-19 11:00  Attendance moved here: Boris → Ana, Rest (door)",
                          "2023-10-19 12:00  Attendance taken back: nameless, Rest (door)"}));
  const auto json = nlohmann::json::parse(history_json(history, "en"));
  EXPECT_EQ(json["history"][3]["details"]["person_id"], "p1");
  EXPECT_EQ(json["history"][3]["details"]["other_id"], "s2");
}

r::GroupMember member(const std::string& id, const std::string& name) {
  r::GroupMember member;
  member.set_person_id(id);
  member.set_name(name);
  return member;
}

GroupFacts group_facts() {
  GroupFacts facts;
  facts.session = session_facts().session;
  facts.group.set_group_id("g1");
  facts.group.set_session_id("s1");
  facts.group.set_head_count(2);
  facts.group.set_status(r::GROUP_STATUS_CONFIRMED);
  *facts.group.add_members() = member("p1", "Ana");
  *facts.group.add_members() = member("p3", "Vera");
  r::GroupChange& change = *facts.group.add_changes();
  change.set_kind(r::GROUP_CHANGE_KIND_SUBSTITUTION);
  change.set_reason(r::GROUP_CHANGE_REASON_CANNOT_COME);
  change.set_note("Somebody is ill");
  change.set_changed_by(r::GROUP_CHANGED_BY_ORGANISATION);
  change.set_changed_at_us(at("2023-10-10T06:00").us);
  *change.add_left() = member("p2", "Boris");
  *change.mutable_substitute() = member("p3", "Vera");
  return facts;
}

TEST(HistoryOfGroup, TellsHowItGotItsSeatsAndWhoCame) {
  GroupFacts facts = group_facts();
  r::Event waits, promoted;
  waits.mutable_group_waitlisted()->set_head_count(2);
  waits.mutable_group_waitlisted()->set_waitlist_place(1);
  promoted.mutable_group_confirmed()->set_head_count(2);
  promoted.mutable_group_confirmed()->set_promoted(true);
  facts.registering =
      std::vector<Told<r::Event>>{{at("2023-10-01T06:00"), waits}, {at("2023-10-03T06:00"), promoted}};
  for (const char* person : {"p1", "somebody else"}) {
    r::Attendance came;
    came.set_person_id(person);
    came.set_scanned_at_us(at("2023-10-18T07:00").us);
    facts.attendances.push_back(came);
  }
  r::AttendanceCorrection taken_back;
  taken_back.set_person_id("p1");
  taken_back.set_kind(r::CORRECTION_KIND_TAKEN_BACK);
  taken_back.set_code(r::CORRECTION_CODE_DID_NOT_COME);
  taken_back.set_reason("The wrong line");
  taken_back.set_corrected_by("door");
  taken_back.mutable_corrected_at()->set_seconds(at("2023-10-19T06:00").us / 1'000'000);
  facts.attendance_corrections = {taken_back};
  EXPECT_EQ(told(history_of(facts, "en")),
            (Lines{"2023-10-01 09:00  Registered, waiting: 2, at place 1",
                   "2023-10-03 09:00  Moved up from the waitlist, with seats: 2",
                   "2023-10-10 09:00  Vera comes in the place of Boris (the organisation: cannot come; Somebody is "
                   "ill)",
                   "2023-10-18 10:00  Came: Ana",
                   "2023-10-19 09:00  Attendance taken back: Ana, Rest (door: did not come; The wrong line)",
                   "                  Now: has seats, 2. Named: Ana, Vera"}));
}

// Who may not see who came is told of nobody there.
TEST(HistoryOfGroup, HoldsNoMoreThanWhoeverAsksWasAnswered) {
  const Lines lines = told(history_of(group_facts(), "en"));
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0], "                  Registered");
  EXPECT_EQ(lines[2], "                  Now: has seats, 2. Named: Ana, Vera");
}

TEST(HistoryOfPerson, TellsTimesCorrectionsGroupsAndAttendance) {
  PersonFacts facts;
  facts.person = "p1";
  r::RosterMember& member = *facts.told.add_memberships();
  member.set_name("Ana Petrova");
  member.set_occupation(r::OCCUPATION_SOCIAL_WORKER);
  member.set_from_date("2019-01-01");
  member.set_until_date("2023-12-31");
  r::PersonCorrection& correction = *facts.told.add_corrections();
  correction.set_corrected_by("nina");
  correction.set_list("amur");
  correction.set_reason("Corrected in the list");
  correction.set_from_date("2019-01-01");
  correction.mutable_corrected_at()->set_seconds(at("2023-11-29T06:00").us / 1'000'000);
  r::Participation& part = *facts.told.add_participations();
  part.set_session_id("s1");
  part.set_group_id("g1");
  part.set_group_status(r::GROUP_STATUS_CONFIRMED);
  part.set_scanned_at_us(at("2023-10-18T06:55").us);
  r::Placement& came = *part.add_placements();
  came.set_came(true);
  came.set_other_person_id("p2");
  came.set_changed_by(r::GROUP_CHANGED_BY_COORDINATOR);
  came.set_changed_at_us(at("2023-10-10T06:00").us);
  facts.sessions["s1"] = session_facts().session;
  const History history = history_of(facts, "en");
  EXPECT_EQ(lines_of(history_text(history, "en"))[1], "Times are those of UTC.");
  EXPECT_EQ(told(history), (Lines{"2019-01-01        Works here as: social-worker",
                                  "2023-10-10 06:00  Named in the place of p2: Rest (a coordinator)",
                                  "2023-10-18 06:55  Came: Rest", "2023-10-18 07:00  In a group with seats: Rest",
                                  "2023-11-29 06:00  A last day was said of the time since 2019-01-01 (nina, amur: "
                                  "Corrected in the list)",
                                  "2023-12-31        Last day of the time since 2019-01-01"}));
}

TEST(HistoryOfPerson, TellsWhoseIdsTurnedOutToBeTheirs) {
  PersonFacts facts;
  facts.person = "p1";
  int hour = 6;
  for (const auto identity : {r::IDENTITY_CHANGE_MERGED_HERE, r::IDENTITY_CHANGE_MERGED_AWAY,
                              r::IDENTITY_CHANGE_TAKEN_APART}) {
    r::PersonCorrection& correction = *facts.told.add_corrections();
    correction.set_corrected_by("nina");
    correction.set_reason("Entered twice");
    correction.set_identity(identity);
    correction.set_other_person_id("p2");
    correction.mutable_corrected_at()->set_seconds(at("2023-11-29T0" + std::to_string(hour++) + ":00").us / 1'000'000);
  }
  EXPECT_EQ(told(history_of(facts, "en")),
            (Lines{"2023-11-29 06:00  p2 turned out to be the same person (nina: Entered twice)",
                   "2023-11-29 07:00  Goes on as p2: the same person (nina: Entered twice)",
                   "2023-11-29 08:00  Not the same person as p2 after all (nina: Entered twice)"}));
}

// Somebody who came to a session of another region as well looks for it in vain: the answer is silent about it.
TEST(HistoryOfPerson, SaysLastWhatIsNeverInIt) {
  PersonFacts facts;
  facts.person = "p1";
  const History history = history_of(facts, "en");
  for (const std::string& language : opora_tool_words().languages()) {
    const std::string last = lines_of(history_text(history, language)).back();
    EXPECT_EQ(last, opora_tool_words().in(language).text("history.person.left_out"));
    EXPECT_NE(last.find("500"), std::string::npos) << language;
    const auto json = nlohmann::json::parse(history_json(history, language));
    EXPECT_EQ(json["is_partial"], true);
    EXPECT_EQ(json["left_out"], last);
  }
  EXPECT_NE(lines_of(history_text(history, "en")).back().find("sessions of other regions"), std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(history_json(history_of(group_facts(), "en"), "en"))["left_out"], "");
}

// Each language says all of it in words of its own, and fills in every place.
TEST(History, IsToldInFourLanguages) {
  const History history = history_of(group_facts(), "en");
  const Lines english = told(history);
  EXPECT_EQ(opora_tool_words().languages().size(), 4u);
  for (const std::string& language : opora_tool_words().languages()) {
    const Lines lines = told(history, language);
    ASSERT_EQ(lines.size(), english.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
      EXPECT_EQ(lines[i].find_first_of("{}"), std::string::npos) << lines[i];
      if (language == "en") continue;
      EXPECT_NE(lines[i], english[i]) << language;
    }
  }
}

TEST(History, OfANewerPlatformIsSaidAsItIsCalledThere) {
  const History history{"s1", "", "", false, {{at("2023-10-18T06:55"), "session.unknown_12"}}};
  EXPECT_EQ(told(history), Lines{"2023-10-18 06:55  session.unknown_12"});
}

// What people typed turns no terminal.
TEST(History, ShowsNothingThatSteersATerminal) {
  const History history{"s1", "\x1b[31mRest", "", false,
                        {{at("2023-10-18T06:55"), "session.cancelled", {}, "nina", "", "", "a\nb"}}};
  EXPECT_EQ(history_text(history, "en").find('\x1b'), std::string::npos);
  EXPECT_EQ(told(history).size(), 1u);
}

TEST(History, ForProgramsHasTimesInUtcAndWhatTheSentencesAreMadeOf) {
  const auto json = nlohmann::json::parse(history_json(history_of(group_facts(), "en"), "ru"));
  EXPECT_EQ(json["id"], "g1");
  EXPECT_EQ(json["time_zone"], "Europe/Sofia");
  EXPECT_EQ(json["is_partial"], true);
  EXPECT_TRUE(json["history"][0]["at"].is_null());
  const auto& change = json["history"][1];
  EXPECT_EQ(change["at"], "2023-10-10T06:00:00Z");
  EXPECT_EQ(change["what"], "group.substitution");
  EXPECT_EQ(change["who"], "organisation");
  EXPECT_EQ(change["code"], "cannot_come");
  EXPECT_EQ(change["why"], "Somebody is ill");
  EXPECT_EQ(change["details"]["substitute"], "Vera");
}

}  // namespace
}  // namespace opora::tool
