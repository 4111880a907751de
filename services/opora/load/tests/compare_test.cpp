// A folder beside a platform that has the small folder, loaded: what was edited since is new, changed, gone, or refused
// before anything is changed, and what was not is there.
#include "opora/load/tests/compared.h"

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"

namespace opora::load {
namespace {

TEST(Compare, AnEmptyPlatformGetsAllOfIt) {
  const round_folder::RoundFolder folder = folder_of(round_folder::small_folder());
  const PersonIds people = ids_of(keys_of(folder));
  const Plan whole = plan(folder, people);
  const Comparison comparison = compare(folder, people, whole, {});
  EXPECT_EQ(told(comparison),
            (Lines{"attendances.csv 2 new", "cancellations.csv 1 new", "groups.csv 2 new", "organisations.csv 2 new",
                   "partnerships.csv 1 new", "people.csv 3 new", "places.csv 5 new", "programmes.csv 1 new",
                   "projects.csv 2 new", "rounds.csv 1 new", "sessions.csv 2 new"}));
  EXPECT_EQ(commands(comparison.to_do), commands(whole));
  EXPECT_TRUE(comparison.has_work());
  EXPECT_FALSE(comparison.asks_first());
}

TEST(Compare, WhatIsThereNeedsNothing) {
  const Comparison comparison = compared(round_folder::small_folder(), loaded(round_folder::small_folder()));
  EXPECT_EQ(told(comparison), Lines());
  EXPECT_FALSE(comparison.has_work());
  EXPECT_EQ(comparison.tables.at("people.csv").same_count, 3u);
  EXPECT_EQ(comparison.tables.at("attendances.csv").same_count, 2u);
  for (const Stage& stage : comparison.to_do.stages)
    EXPECT_EQ(stage.there_count, stage.row_count()) << stage.name << " is counted as it is in the folder";
}

struct Case {
  std::string rule;
  std::vector<Edit> edits;
  Lines expected;
  Lines sent = {};
};

class CompareEdited : public ::testing::TestWithParam<Case> {};

TEST_P(CompareEdited, IsToldByRowAndColumn) {
  const Case& rule = GetParam();
  const Comparison comparison =
      compared(edited(round_folder::small_folder(), rule.edits), loaded(round_folder::small_folder()));
  EXPECT_EQ(told(comparison), rule.expected) << rule.rule;
  if (comparison.refused.total == 0) {
    EXPECT_EQ(commands(comparison.to_do), rule.sent) << rule.rule;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Rules, CompareEdited,
    ::testing::Values(
        Case{"a name of a place",
             {{"places.csv", ",Hall,", ",Great Hall,"}},
             {"places.csv 6 hall \"name_en\" \"Hall\" → \"Great Hall\""},
             {"RenameThing"}},
        Case{"a name of an organisation",
             {{"organisations.csv", "dawn,Dawn,", "dawn,Aurora,"}},
             {"organisations.csv 2 dawn \"name_en\" \"Dawn\" → \"Aurora\""},
             {"RenameOrganisation"}},
        Case{"names of all that a programme has",
             {{"programmes.csv", ",Steps", ",Strides"},
              {"projects.csv", ",Care", ",Caring"},
              {"rounds.csv", ",Spring 2021,", ",The spring of 2021,"}},
             {"programmes.csv 2 steps \"name_en\" \"Steps\" → \"Strides\"",
              "projects.csv 2 care \"name_en\" \"Care\" → \"Caring\"",
              "rounds.csv 2 2021 \"name_en\" \"Spring 2021\" → \"The spring of 2021\""},
             {"RenameThing", "RenameThing", "RenameThing"}},
        Case{"a name and what is no name",
             {{"organisations.csv", "dawn,Dawn,social-service", "dawn,Aurora,school"}},
             {"organisations.csv, line 2, column \"name_en\"" + kOtherwise +
              "\"name_en\" \"Dawn\" → \"Aurora\", \"kind\" \"social-service\" → \"school\""}},
        Case{"a language that the folder says nothing of",
             {{"organisations.csv", "name_en", "name_ru"}},
             {"organisations.csv, line 2, column \"name_en\"" + kOtherwise +
                  "\"name_en\" \"Dawn\" → empty, \"name_ru\" empty → \"Dawn\"",
              "organisations.csv, line 3, column \"name_en\"" + kOtherwise +
                  "\"name_en\" \"Town\" → empty, \"name_ru\" empty → \"Town\""}},
        Case{"a room's capacity",
             {{"places.csv", ",20,", ",25,"}},
             {"places.csv, line 6, column \"capacity\"" + kOtherwise + "\"capacity\" \"20\" → \"25\""}},
        Case{"an organisation's kind and region",
             {{"organisations.csv", "dawn,Dawn,social-service,ruse-province", "dawn,Dawn,school,"}},
             {"organisations.csv, line 2, column \"kind\"" + kOtherwise +
              "\"kind\" \"social-service\" → \"school\", \"region\" \"ruse-province\" → empty"}},
        Case{"a round's projects",
             {{"rounds.csv", "steps,care,", "steps,care rest,"}},
             {"rounds.csv, line 2, column \"projects\"" + kOtherwise + "\"projects\" \"care\" → \"care rest\""}},
        Case{"a session's time",
             {{"sessions.csv", "2021-03-27T10:00", "2021-03-27T09:30"}},
             {"sessions.csv 2 first \"local_start\" \"2021-03-27T10:00\" → \"2021-03-27T09:30\""},
             {"MoveSession"}},
        Case{"for how many a session is",
             {{"sessions.csv", "T10:00,60,10", "T10:00,60,12"}},
             {"sessions.csv 2 first \"capacity\" \"10\" → \"12\""},
             {"ChangeCapacity"}},
        Case{"for more than the room holds",
             {{"sessions.csv", "T10:00,60,10", "T10:00,60,21"}},
             {"sessions.csv, line 2, column \"capacity\" CAPACITY_LARGER_THAN_ROOM The room holds 20 people: lower "
              "\"capacity\" or take another room"}},
        Case{"a session's title, length and end of registration",
             {{"sessions.csv", "carers,Rest,2021-03-27T10:00,60,10,2021-03-26T18:00",
               "carers,Calm,2021-03-27T10:00,45,10,2021-03-25T18:00"}},
             {"sessions.csv 2 first \"title_en\" \"Rest\" → \"Calm\"",
              "sessions.csv 2 first \"duration_minutes\" \"60\" → \"45\"",
              "sessions.csv 2 first \"local_registration_end\" \"2021-03-26T18:00\" → \"2021-03-25T18:00\""},
             {"MoveSession", "RenameThing"}},
        Case{"what a session is",
             {{"sessions.csv", ",workshop,", ",seminar,"}},
             {"sessions.csv, line 2, column \"kind\"" + kOtherwise + "\"kind\" \"workshop\" → \"seminar\""}},
        Case{"a session takes the room that a later row leaves",
             {{"sessions.csv", "Rest,2021-03-27T10:00", "Rest,2021-03-27T11:00"},
              {"sessions.csv", "More rest,2021-03-27T11:00", "More rest,2021-03-27T12:00"}},
             {"sessions.csv 2 first \"local_start\" \"2021-03-27T10:00\" → \"2021-03-27T11:00\"",
              "sessions.csv 3 second \"local_start\" \"2021-03-27T11:00\" → \"2021-03-27T12:00\""},
             {"MoveSession", "MoveSession"}},
        Case{"and a new one takes the time that one leaves",
             {{"sessions.csv", "second,2021,care",
               "third,2021,care,hall,seminar,rest,carers,New,2021-03-27T11:00,60,10,2021-03-26T18:00\n"
               "second,2021,care"},
              {"sessions.csv", "More rest,2021-03-27T11:00", "More rest,2021-03-27T12:00"}},
             {"sessions.csv 1 new",
              "sessions.csv 4 second \"local_start\" \"2021-03-27T11:00\" → \"2021-03-27T12:00\""},
             {"MoveSession", "PlanSession", "PublishSession"}},
        Case{"two sessions that would change places",
             {{"sessions.csv", "Rest,2021-03-27T10:00", "Rest,2021-03-27T11:00"},
              {"sessions.csv", "More rest,2021-03-27T11:00", "More rest,2021-03-27T10:00"}},
             {"sessions.csv, line 2, column \"local_start\" ROOM_DOUBLE_BOOKED In the room there is the session "
              "\"second\" of this folder, from 2021-03-27T11:00 on, which has not ended by then: take another room or "
              "time",
              "sessions.csv, line 3, column \"local_start\" ROOM_DOUBLE_BOOKED In the room there is the session "
              "\"first\" of this folder, from 2021-03-27T10:00 on, which has not ended by then: take another room or "
              "time"}},
        Case{"a session where one stays that the folder lacks by now",
             {{"sessions.csv", "second,2021,care,hall,round-table,rest,carers,More rest,2021-03-27T11:00",
               "third,2021,care,hall,round-table,rest,carers,More rest,2021-03-27T11:30"},
              {"groups.csv", "g2,second,town,1,bo\n", ""},
              {"cancellations.csv", "g2\n", ""}},
             {"sessions.csv 1 new", "sessions.csv gone: \"More rest\", 2021-03-27T11:00",
              "sessions.csv, line 3, column \"local_start\" ROOM_DOUBLE_BOOKED In the room there is \"More rest\", "
              "which "
              "isn't in this folder, from 2021-03-27T11:00 on, which has not ended by then: take another room or "
              "time."}},
        Case{"somebody left",
             {{"people.csv", "dawn,2019-01-01,\n", "dawn,2019-01-01,2021-12-31\n"}},
             {"people.csv 2 ana \"until_date\" empty → \"2021-12-31\""},
             {"EndMembership"}},
        Case{"another occupation",
             {{"people.csv", "ana,Ana,social-worker", "ana,Ana,teacher"}},
             {"people.csv 2 ana \"occupation\" \"social-worker\" → \"teacher\""},
             {"CorrectPerson"}},
        Case{"all of it, and back in another place",
             {{"people.csv", "ana,Ana,social-worker,dawn,2019-01-01,\n",
               "ana,Anna,teacher,dawn,2019-01-01,2021-12-31\nana,Anna,teacher,town,2022-01-01,\n"}},
             {"people.csv 1 new", "people.csv 2 ana \"name\" \"Ana\" → \"Anna\"",
              "people.csv 2 ana \"occupation\" \"social-worker\" → \"teacher\"",
              "people.csv 2 ana \"until_date\" empty → \"2021-12-31\""},
             {"CorrectPerson", "EndMembership", "AddRosterMembers"}},
        Case{"the row of who is back above the one of who left",
             {{"people.csv", "ana,Ana,social-worker,dawn,2019-01-01,\n",
               "ana,Ana,social-worker,dawn,2022-01-01,\nana,Ana,social-worker,dawn,2019-01-01,2021-12-31\n"}},
             {"people.csv 1 new", "people.csv 3 ana \"until_date\" empty → \"2021-12-31\""},
             {"EndMembership", "AddRosterMembers"}},
        Case{"another name, on the line of the first row that has it",
             {{"people.csv", "bo,Bo,psychologist,dawn", "bo,Boris,psychologist,dawn"},
              {"people.csv", "bo,Bo,psychologist,town", "bo,Boris,psychologist,town"}},
             {"people.csv 3 bo \"name\" \"Bo\" → \"Boris\""},
             {"CorrectPerson"}},
        Case{"somebody new on a roster, and the others are sent no more",
             {{"people.csv", "bo,Bo,psychologist,dawn", "cleo,Cleo,teacher,dawn,2021-01-01,\nbo,Bo,psychologist,dawn"}},
             {"people.csv 1 new"},
             {"AddRosterMembers"}},
        Case{"a row of a roster taken out",
             {{"people.csv", "bo,Bo,psychologist,town,2020-01-01,\n", ""}},
             {"people.csv gone: bo, town, 2020-01-01"}},
        Case{"a head count",
             {{"groups.csv", "g1,first,dawn,3", "g1,first,dawn,4"}},
             {"groups.csv 2 g1 \"head_count\" \"3\" → \"4\""},
             {"ChangeHeadCount"}},
        Case{"more than the session takes",
             {{"groups.csv", "g1,first,dawn,3", "g1,first,dawn,11"}},
             {"groups.csv, line 2 GROUP_LARGER_THAN_ROOM The session has fewer seats than the group would have people, "
              "so it can never hold all of them"}},
        Case{"somebody doesn't come",
             {{"groups.csv", "g1,first,dawn,3,ana bo", "g1,first,dawn,2,ana"}},
             {"groups.csv 2 g1 \"head_count\" \"3\" → \"2\"",
              "groups.csv 2 g1 \"members\" \"ana bo\" → \"ana\""},
             {"CancelMembers"}},
        Case{"somebody who came is left out",
             {{"groups.csv", "g1,first,dawn,3,ana bo", "g1,first,dawn,2,bo"}},
             {"groups.csv, line 2, column \"members\" MEMBER_CAME Somebody who is left out was scanned, so they came, "
              "and keep their place"}},
        Case{"somebody comes with another group, whose row stands before",
             {{"groups.csv", "g1,first,dawn,3,ana bo", "g3,first,town,1,bo\ng1,first,dawn,2,ana"}},
             {"groups.csv 1 new", "groups.csv 3 g1 \"head_count\" \"3\" → \"2\"",
              "groups.csv 3 g1 \"members\" \"ana bo\" → \"ana\""},
             {"CancelMembers", "RegisterGroup"}},
        Case{"fewer members, and as many people",
             {{"groups.csv", "ana bo", "ana"}},
             {"groups.csv, line 2, column \"members\"" + kOtherwise + "\"members\" \"ana bo\" → \"ana\""}},
        Case{"another member",
             {{"groups.csv", "ana bo", "ana guest"}},
             {"groups.csv 2 g1 \"members\" \"ana bo\" → \"ana guest\""},
             {"SubstituteMember"}},
        Case{"a member who was only counted is named",
             {{"groups.csv", "ana bo", "ana bo guest"}},
             {"groups.csv 2 g1 \"members\" \"ana bo\" → \"ana bo guest\""},
             {"NameGroupMembers"}},
        Case{"a new group of people who are in one already",
             {{"groups.csv", "g1,first,dawn,3,ana bo", "g3,first,dawn,2,bo"}},
             {"groups.csv gone: first, dawn, 3: ana bo",
              "groups.csv, line 2, column \"members\" ALREADY_REGISTERED \"bo\" is in another group of this session"}},
        Case{"the same once the other one is cancelled",
             {{"groups.csv", "ana bo\n", "ana bo\ng3,first,dawn,2,bo\n"}, {"cancellations.csv", "g2\n", "g2\ng1\n"}},
             {"cancellations.csv 1 new", "groups.csv 1 new"},
             {"CancelGroup", "RegisterGroup"}},
        Case{"a group taken out",
             {{"groups.csv", "g1,first,dawn,3,ana bo\n", ""}},
             {"groups.csv gone: first, dawn, 3: ana bo"}},
        Case{"a cancellation taken out",
             {{"cancellations.csv", "g2\n", ""}},
             {"cancellations.csv gone: g2"}},
        Case{"a scan more, and the others are sent no more",
             {{"attendances.csv", "first,ana", "first,bo,2021-03-27T09:50\nfirst,ana"}},
             {"attendances.csv 1 new"},
             {"CheckInBatch"}},
        Case{"a second scan of somebody who came",
             {{"attendances.csv", "first,guest", "first,ana,2021-03-27T10:30\nfirst,guest"}},
             {}},
        Case{"the time of a scan",
             {{"attendances.csv", "T09:55", "T09:45"}},
             {"attendances.csv, line 2, column \"scanned_at\"" + kOtherwise +
              "\"scanned_at\" \"2021-03-27T09:55\" → \"2021-03-27T09:45\""}},
        Case{"a scan taken out",
             {{"attendances.csv", "first,guest,2021-03-27 10:05:30\n", ""}},
             {"attendances.csv gone: first, ?, 2021-03-27T10:05:30"}},
        Case{"a partner taken out",
             {{"partnerships.csv", "care,town,funder\n", ""}},
             {"partnerships.csv gone: care, town, funder"}}));

// Nobody books a room over somebody else's session, of whatever folder.
TEST(Compare, ARoomThatOthersHaveIsRefusedBeforeAnythingIsChanged) {
  Standing standing = loaded(round_folder::small_folder());
  const scheduling::Session& first = standing.sessions.begin()->second;
  standing.bookings.push_back({first.plan.room,
                               {uuid_derived({}, "others")},
                               {first.starts_at + std::chrono::hours(4), first.starts_at + std::chrono::hours(6)},
                               {{{"en", "Choir"}}},
                               "2021-03-27T14:00"});
  const std::string late = "third,2021,care,hall,seminar,rest,carers,Late,2021-03-27T15:30,60,10,2021-03-26T18:00\n";
  const Edit added{"sessions.csv", "second,2021", late + "second,2021"};
  EXPECT_EQ(told(compared(edited(round_folder::small_folder(), {added}), standing)),
            (Lines{"sessions.csv 1 new",
                   "sessions.csv, line 3, column \"local_start\" ROOM_DOUBLE_BOOKED In the room there is \"Choir\", "
                   "which "
                   "isn't in this folder, from 2021-03-27T14:00 on, which has not ended by then: take another room or "
                   "time."}));
  const Edit after{"sessions.csv", "T15:30", "T16:00"};
  EXPECT_EQ(told(compared(edited(round_folder::small_folder(), {added, after}), standing)),
            (Lines{"sessions.csv 1 new"}));
}

Standing loaded_and_cancelled(const std::string& title) {
  Standing standing = loaded(round_folder::small_folder());
  for (auto& [id, session] : standing.sessions)
    if (session.plan.title.by_language.at("en") == title) session.cancelled = true;
  return standing;
}

// Registration would refuse it when the half of the folder is in.
TEST(Compare, NobodyIsRegisteredForASessionThatWasCancelled) {
  const Files more = edited(round_folder::small_folder(), {{"groups.csv", "ana bo\n", "ana bo\ng3,first,town,1,\n"}});
  EXPECT_EQ(told(compared(more, loaded_and_cancelled("Rest"))),
            Lines{"groups.csv, line 3 SESSION_CANCELLED The session was cancelled"});
}

TEST(Compare, ACancelledSessionTakenOutOfTheFolderIsNotTold) {
  const Files without = edited(round_folder::small_folder(),
                               {{"sessions.csv",
                                 "second,2021,care,hall,round-table,rest,carers,More rest,2021-03-27T11:00,60,20,"
                                 "2021-03-26T18:00\n",
                                 ""},
                                {"groups.csv", "g2,second,town,1,bo\n", ""},
                                {"cancellations.csv", "g2\n", ""}});
  EXPECT_NE(told(compared(without, loaded(round_folder::small_folder()))), Lines());
  EXPECT_EQ(told(compared(without, loaded_and_cancelled("More rest"))), Lines());
}

// Moved by a command, and put right in the folder.
TEST(Compare, AGroupKeepsItsIdWhereItsSessionMoved) {
  Standing standing = loaded(round_folder::small_folder());
  const std::string group = [&] {
    for (const auto& [id, known] : standing.groups)
      if (!known.members.empty() && known.group.status != registration::GroupStatus::cancelled) return id;
    return std::string();
  }();
  scheduling::Session& first = standing.sessions.at({standing.groups.at(group).group.session.value});
  first.plan.local_start = "2021-03-27T09:30";
  first.starts_at = first.starts_at + std::chrono::minutes(-30);
  const Files moved = edited(round_folder::small_folder(), {{"sessions.csv", "2021-03-27T10:00", "2021-03-27T09:30"}});
  EXPECT_EQ(told(compared(moved, standing)), Lines());

  const Comparison named = compared(edited(moved, {{"groups.csv", "ana bo", "ana bo guest"}}), standing);
  ASSERT_EQ(commands(named.to_do), Lines{"NameGroupMembers"});
  const Comparison cancelled = compared(edited(moved, {{"cancellations.csv", "g2\n", "g2\ng1\n"}}), standing);
  ASSERT_EQ(commands(cancelled.to_do), Lines{"CancelGroup"});
  for (const Stage& stage : cancelled.to_do.stages)
    for (const Chain& chain : stage.chains)
      EXPECT_EQ(as<registration::v1::CancelGroupRequest>(chain.at(0))->group_id(), group);
}

TEST(Compare, OfACancelledGroupNoMemberIsToldAsNew) {
  Standing standing = loaded(round_folder::small_folder());
  for (auto& [id, known] : standing.groups)
    if (known.group.status == registration::GroupStatus::cancelled) known.members.clear();
  const Edit larger{"groups.csv", "g2,second,town,1", "g2,second,town,2"};
  EXPECT_EQ(told(compared(edited(round_folder::small_folder(), {larger}), standing)),
            Lines{"groups.csv, line 3, column \"head_count\"" + kOtherwise + "\"head_count\" \"1\" → \"2\""});
}

TEST(Compare, TheTimeOfAScanIsTheOneThatClocksShowedAtTheDoor) {
  const Files night = edited(round_folder::small_folder(),
                             {{"sessions.csv", "2021-03-27T10:00", "2021-03-28T02:00"},
                              {"attendances.csv", "2021-03-27T09:55", "2021-03-28T04:30"}});
  EXPECT_EQ(told(compared(edited(night, {{"attendances.csv", "T04:30", "T04:35"}}), loaded(night))),
            Lines{"attendances.csv, line 2, column \"scanned_at\"" + kOtherwise +
                  "\"scanned_at\" \"2021-03-28T04:30\" → \"2021-03-28T04:35\""});
}

// Part-time is usual: a psychologist at one place is a manager at the other, and one person.
TEST(Compare, WhatSomebodyWorksAsIsToldOfEachPlace) {
  const Edit other_job{"people.csv", "bo,Bo,psychologist,town", "bo,Bo,manager,town"};
  const Files two = edited(round_folder::small_folder(), {other_job});
  EXPECT_EQ(told(compared(two, loaded(two))), Lines());
  EXPECT_EQ(told(compared(two, {})), told(compared(round_folder::small_folder(), {})));
  EXPECT_EQ(told(compared(round_folder::small_folder(), loaded(two))),
            (Lines{"people.csv, line 4, column \"occupation\"" + kOtherwise +
                   "\"occupation\" \"manager\" → \"psychologist\""}));
}

TEST(Compare, OthersOnAFoldersRosterAreNoneOfItsRowsThatAreGone) {
  Standing standing = loaded(round_folder::small_folder());
  const registration::PersonId other{uuid_derived({}, "somebody of another list")};
  standing.people[other.value] = {other, "Other"};
  standing.careers[other.value] = {other, {{standing.organisations.begin()->first, "2020-01-01", ""}}};
  const Comparison comparison = compared(round_folder::small_folder(), standing);
  EXPECT_EQ(told(comparison), Lines());
  EXPECT_EQ(comparison.tables.at("people.csv").of_others_count, 1u);
}

// Whom a group introduced is on no roster: their name stands in people.csv alone.
TEST(Compare, ANameThatAGroupIntroducedIsComparedToo) {
  const Files named = edited(round_folder::small_folder(), {{"groups.csv", "ana bo", "ana bo guest"}});
  const Standing standing = loaded(named);
  EXPECT_EQ(told(compared(named, standing)), Lines());
  EXPECT_EQ(told(compared(edited(named, {{"people.csv", "guest,Guest", "guest,Gast"}}), standing)),
            (Lines{"groups.csv, line 2, column \"members\" PERSON_NAMED_DIFFERENTLY \"guest\" is known under another "
                   "name"}));
}

// Registration refuses the key of whoever's name has expired, so the folder is loaded again without it.
TEST(Compare, WhoseNameHasExpiredMayBeLeftOutOfTheirGroup) {
  Standing standing = loaded(round_folder::small_folder());
  const Files without = edited(round_folder::small_folder(),
                               {{"people.csv", "bo,Bo,psychologist,dawn,2019-01-01,2022-01-01\n", ""},
                                {"people.csv", "bo,Bo,psychologist,town,2020-01-01,\n", ""},
                                {"groups.csv", "ana bo", "ana"},
                                {"groups.csv", "town,1,bo", "town,1,"}});
  EXPECT_NE(told(compared(without, standing)), Lines()) << "of others it is a change";
  const PersonIds people = ids_of(keys_of(folder_of(round_folder::small_folder())));
  standing.people.at(people.at("bo")).name.clear();
  const Comparison comparison = compared(without, standing);
  EXPECT_EQ(comparison.tables.at("groups.csv").same_count, 2u);
  EXPECT_EQ(comparison.refused.total, 0u);
}

// The small folder is there, and its guest's scan counts nowhere.
Standing loaded_but_a_scan(std::unordered_map<std::string, StandingScan> StandingDoor::*where) {
  const round_folder::RoundFolder folder = folder_of(round_folder::small_folder());
  const PersonIds people = ids_of(keys_of(folder));
  const Plan whole = plan(folder, people);
  const auto batch = as<registration::v1::CheckInBatchRequest>(whole.stages.back().chains.at(0).at(0));
  const registration::v1::Scan& scan = batch->scans(1);
  Standing standing = standing_after(whole);
  StandingDoor& door = standing.doors.at(batch->session_id());
  door.check_ins.erase(scan.check_in_id());
  door.came.erase(scan.person_id());
  (door.*where)[scan.check_in_id()] = {scan.person_id(), Instant{scan.scanned_at_us()}};
  return standing;
}

TEST(Compare, AScanThatIsSetAsideIsThereAndToldAgain) {
  const Standing standing = loaded_but_a_scan(&StandingDoor::set_aside);
  const Comparison comparison = compared(round_folder::small_folder(), standing);
  EXPECT_EQ(comparison.scans_set_aside,
            (std::map<std::string, std::int64_t>{{standing.doors.begin()->first, 1}}));
  EXPECT_EQ(comparison.tables.at("attendances.csv").same_count, 2u);
  EXPECT_EQ(told(comparison), Lines());
}

TEST(Compare, AScanOfAnAttendanceThatWasTakenBackIsThereAndToldAgain) {
  Standing standing = loaded(round_folder::small_folder());
  StandingDoor& door = standing.doors.begin()->second;
  door.taken_back.insert(door.came.begin()->first);
  const Comparison comparison = compared(round_folder::small_folder(), standing);
  EXPECT_EQ(comparison.scans_taken_back,
            (std::map<std::string, std::int64_t>{{standing.doors.begin()->first, 1}}));
  EXPECT_EQ(told(comparison), Lines());
  EXPECT_FALSE(comparison.has_work());
}

TEST(Compare, AnAttendanceThatWasTakenBackIsNotGoneAgain) {
  Standing standing = loaded(round_folder::small_folder());
  StandingDoor& door = standing.doors.begin()->second;
  for (const auto& [person, at] : door.came) door.taken_back.insert(person);
  Files without = round_folder::small_folder();
  without["attendances.csv"] = "session,person,scanned_at\n";
  EXPECT_EQ(told(compared(without, standing)), Lines());
  EXPECT_FALSE(compared(without, standing).asks_first());
}

TEST(Compare, AScanThatWasDiscardedIsThere) {
  const Comparison comparison =
      compared(round_folder::small_folder(), loaded_but_a_scan(&StandingDoor::discarded));
  EXPECT_EQ(comparison.tables.at("attendances.csv").same_count, 2u);
  EXPECT_EQ(told(comparison), Lines());
  EXPECT_FALSE(comparison.has_work());
}

TEST(Compare, AScanThatCountsNowhereIsGoneWhereItsRowIs) {
  const Edit out{"attendances.csv", "first,guest,2021-03-27 10:05:30\n", ""};
  const Edit corrected{"attendances.csv", "first,guest,2021-03-27 10:05:30", "first,guest,2021-03-27 10:06"};
  const auto told_of = [](auto where, const Edit& edit) {
    return told(compared(edited(round_folder::small_folder(), {edit}), loaded_but_a_scan(where)));
  };
  const std::string gone = "attendances.csv gone: first, ";
  EXPECT_EQ(told_of(&StandingDoor::set_aside, out),
            Lines{gone + "?, 2021-03-27T10:05:30"});
  EXPECT_EQ(told_of(&StandingDoor::discarded, out),
            Lines{gone + "?, 2021-03-27T10:05:30"});
  EXPECT_EQ(told_of(&StandingDoor::discarded, corrected),
            (Lines{"attendances.csv 1 new", gone + "guest, 2021-03-27T10:05:30"}));
}

// "bo" has turned out to be "ana", who is in the group.
TEST(Compare, WhoIsThereUnderAnotherKeyIsThere) {
  const Files both = round_folder::small_folder();
  const Files before = edited(both, {{"groups.csv", "3,ana bo", "3,ana"}});
  Standing standing = loaded(before);
  const PersonIds ids = ids_of(keys_of(folder_of(both)));
  standing.people.at(ids.at("bo")).merged_into = {ids.at("ana")};
  const auto told_of = [&](const Files& files) { return told(compared(files, standing)); };
  EXPECT_EQ(told_of(both), Lines());
  EXPECT_EQ(told_of(edited(both, {{"groups.csv", "3,ana bo", "3,bo"}})), Lines());
  EXPECT_EQ(told_of(edited(before, {{"groups.csv", "g2,", "g3,second,dawn,2,ana bo\ng2,"}})),
            Lines{"groups.csv, line 3, column \"members\" NAMED_TWICE \"ana\" and \"bo\" are one person, as the "
                  "platform was told: leave one of them in \"members\"."});
  EXPECT_EQ(told_of(edited(before, {{"groups.csv", "g2,", "g3,first,dawn,1,bo\ng2,"}})),
            Lines{"groups.csv, line 3, column \"members\" ALREADY_REGISTERED \"bo\" is in another group of this "
                  "session"});
}

TEST(Compare, APlanThatWasNotPublishedYetIsPublished) {
  Standing standing = loaded(round_folder::small_folder());
  for (auto& [id, session] : standing.sessions) session.published = false;
  standing.bookings.clear();
  const Comparison comparison = compared(round_folder::small_folder(), standing);
  EXPECT_EQ(told(comparison), (Lines{"sessions.csv 2 first \"published\" \"no\" → \"yes\"",
                                     "sessions.csv 3 second \"published\" \"no\" → \"yes\""}));
  EXPECT_EQ(commands(comparison.to_do), (Lines{"PublishSession", "PublishSession"}));
  EXPECT_FALSE(comparison.asks_first()) << "a load that was cut before it published goes on by itself";
  const Comparison moved =
      compared(edited(round_folder::small_folder(), {{"sessions.csv", "T10:00,60,10", "T10:00,60,12"}}), standing);
  EXPECT_EQ(told(moved), (Lines{"sessions.csv 2 first \"capacity\" \"10\" → \"12\"",
                                "sessions.csv 2 first \"published\" \"no\" → \"yes\"",
                                "sessions.csv 3 second \"published\" \"no\" → \"yes\""}));
  EXPECT_EQ(commands(moved.to_do), (Lines{"ChangeCapacity", "PublishSession", "PublishSession"}));
}

}  // namespace
}  // namespace opora::load
