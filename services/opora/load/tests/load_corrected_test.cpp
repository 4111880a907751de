// A corrected folder, loaded again: names, sessions and groups stand on the platform as it says, unless somebody has
// put them right by hand since.
#include "opora/load/tests/loaded_platform.h"

namespace opora::load {
namespace {

using LoadCorrected = LoadCompared;

// In whatever order it was said: the folder is on the platform as it stands, and loading it again changes nothing.
TEST_F(LoadCorrected, ACorrectedFolderGoesInWhole) {
  const Files before = of_next_year(small_);
  platform_.load(before);
  Files again = edited(before, "places.csv", ",Hall,", ",Great Hall,");
  again = edited(again, "organisations.csv", "dawn,Dawn,", "dawn,Aurora,");
  again = edited(again, "programmes.csv", ",Steps", ",Strides");
  again = edited(again, "sessions.csv", "Rest,2024-03-27T10:00,60,10", "Calm,2024-03-27T11:00,60,12");
  again = edited(again, "sessions.csv", "More rest,2024-03-27T11:00", "More rest,2024-03-27T12:00");
  again = edited(again, "groups.csv", "3,ana bo", "4,ana guest");
  const Comparison comparison = platform_.compared(again);
  EXPECT_EQ(refused(comparison), Lines());
  EXPECT_TRUE(comparison.asks_first());
  EXPECT_EQ(platform_.load(again), 8u) << "three names, a title, two times, a substitute, a head count";
  EXPECT_FALSE(platform_.compared(again).has_work());
  EXPECT_EQ(platform_.session("Calm").local_start(), "2024-03-27T11:00");
  const auto group = platform_.first_group(platform_.session("Calm").session_id());
  EXPECT_EQ(group.head_count(), 4);
  EXPECT_EQ(group.named_count(), 2);
  EXPECT_GT(platform_.load(before), 0u) << "and back";
  EXPECT_FALSE(platform_.compared(before).has_work());
  EXPECT_GT(platform_.load(again), 0u) << "and once more";
  EXPECT_FALSE(platform_.compared(again).has_work());
}

TEST_F(LoadCorrected, SomebodyWhoIsLeftOutFreesASeatForANewGroup) {
  const Files full = edited(of_next_year(small_), "sessions.csv", "T10:00,60,10", "T10:00,60,3");
  platform_.load(full);
  Files again = edited(full, "groups.csv", "g1,first,dawn,3,ana bo", "g3,first,town,1,bo\ng1,first,dawn,2,ana");
  EXPECT_EQ(refused(platform_.compared(again)), Lines());
  platform_.load(again);
  EXPECT_EQ(platform_.event_count("GroupWaitlisted"), 0u);
  EXPECT_FALSE(platform_.compared(again).has_work());
}

// Nobody's list knows of it, so it is not written over; once the folder says the same, all is as it was.
TEST_F(LoadCorrected, ASessionThatWasMovedByHandSinceIsNotMovedBack) {
  const Files before = of_next_year(small_);
  platform_.load(before);
  const auto known = platform_.session("Rest");
  scheduling::v1::MoveSessionRequest move;
  move.set_request_id(platform_.fresh_id());
  move.set_session_id(known.session_id());
  move.set_room_id(known.room_id());
  move.set_local_start("2024-03-27T09:00");
  move.set_duration_minutes(known.duration_minutes());
  move.set_capacity(known.capacity());
  move.set_local_registration_end(known.local_registration_end());
  move.set_registrations(scheduling::v1::REGISTRATIONS_KEEP);
  move.set_reason("The hall is let at ten");
  platform_.send(move);
  EXPECT_EQ(refused(platform_.compared(before)),
            Lines{"sessions.csv, line 2, column \"local_start\" CORRECTED_SINCE"});
  Files same = edited(before, "sessions.csv", "Rest,2024-03-27T10:00", "Rest,2024-03-27T09:00");
  EXPECT_FALSE(platform_.compared(same).has_work());
  same = edited(same, "sessions.csv", "carers,Rest,", "carers,Calm,");
  EXPECT_EQ(refused(platform_.compared(same)), Lines()) << "its title nobody has put right";
}

TEST_F(LoadCorrected, AGroupThatWasChangedByHandSinceIsNotChangedBack) {
  const Files before = of_next_year(small_);
  platform_.load(before);
  registration::v1::ChangeHeadCountRequest change;
  change.set_request_id(platform_.fresh_id());
  change.set_group_id(platform_.first_group(platform_.session("Rest").session_id()).group_id());
  change.set_head_count(5);
  change.set_reason(registration::v1::GROUP_CHANGE_REASON_NUMBERS_CHANGED);
  platform_.send(change);
  EXPECT_EQ(refused(platform_.compared(before)), Lines{"groups.csv, line 2, column \"head_count\" CORRECTED_SINCE"});
  EXPECT_FALSE(platform_.compared(edited(before, "groups.csv", "dawn,3,", "dawn,5,")).has_work());
}

// Each of their keys goes on being an id, and each id has what was loaded under it.
TEST_F(LoadCorrected, TwoWhoTurnOutToBeOneAreNoDifference) {
  const Files before = of_next_year(small_);
  platform_.load(before);
  platform_.merge_by_hand(before, "ana", "bo");
  EXPECT_FALSE(platform_.compared(before).has_work());
  EXPECT_EQ(platform_.load(before), 0u);
  const Files again = edited(before, "groups.csv", "3,ana bo", "3,ana guest");
  EXPECT_EQ(platform_.load(again), 1u) << "somebody comes in the place of the second one";
  EXPECT_FALSE(platform_.compared(again).has_work());
}

TEST_F(LoadCorrected, WhoIsInAGroupUnderOneKeyIsNotNamedUnderTheOther) {
  const Files both = of_next_year(small_);
  const Files before = edited(both, "groups.csv", "3,ana bo", "3,ana");
  platform_.load(before);
  platform_.merge_by_hand(before, "ana", "bo");
  EXPECT_FALSE(platform_.compared(both).has_work());
  EXPECT_FALSE(platform_.compared(edited(both, "groups.csv", "3,ana bo", "3,bo")).has_work());
  const Files anew = edited(both, "groups.csv", "g2,", "g3,second,dawn,2,ana bo\ng2,");
  EXPECT_EQ(refused(platform_.compared(anew)), Lines{"groups.csv, line 3, column \"members\" NAMED_TWICE"});
}

// Two folders of public bug reports, with invented people: corrections that were passed over in silence, and somebody
// who left and could not be let go.
Files corrected_2023() {
  Files files = round_folder::small_folder();
  files["programmes.csv"] = "key,name_en\ncorrected,Programme corrected\n";
  files["projects.csv"] = "key,programme,name_en\ncare,corrected,Care\n";
  files["rounds.csv"] = "key,programme,projects,name_en,year\n2023,corrected,care,Round 2023,2023\n";
  files["organisations.csv"] =
      "key,name_en,kind,region\n"
      "dawn,Dawn,social-service,ruse-province\n"
      "brook,Brook,kindergarten,ruse-province\n";
  files["sessions.csv"] =
      "key,round,project,room,kind,topic,audience,title_en,local_start,duration_minutes,capacity,"
      "local_registration_end\n"
      "first,2023,care,hall,workshop,rest,carers,Rest,2023-10-18T10:00,60,10,2023-10-17T18:00\n";
  files["people.csv"] =
      "key,name,occupation,organisation,from_date,until_date\n"
      "ana,Ana Petrova,social-worker,dawn,2019-01-01,\n"
      "boris,Boris Iliev,psychologist,dawn,2019-01-01,\n"
      "vera,Vera Koleva,preschool-employee,brook,2019-01-01,\n";
  files["groups.csv"] =
      "key,session,organisation,head_count,members\n"
      "g1,first,dawn,3,ana boris\n"
      "g2,first,brook,1,vera\n";
  files["attendances.csv"] =
      "session,person,scanned_at\n"
      "first,ana,2023-10-18T09:55\n"
      "first,boris,2023-10-18T09:56\n"
      "first,vera,2023-10-18T09:57\n";
  files.erase("partnerships.csv");
  files.erase("cancellations.csv");
  return files;
}

class LoadCases : public LoadCompared {
 protected:
  void SetUp() override {
    platform_.pass(std::chrono::hours(24 * 59));  // the end of November
    platform_.load(folder_);
  }

  const Files folder_ = corrected_2023();
};

TEST_F(LoadCases, NoCorrectionVanishesWithoutAWord) {
  Files again = edited(folder_, "people.csv", "Ana Petrova,social-worker", "Ana Petrova,manager");
  again = edited(again, "groups.csv", "dawn,3,ana boris", "dawn,3,ana");
  again = edited(again, "attendances.csv", "first,vera,2023-10-18T09:57\n", "");
  const std::size_t before = platform_.event_count();
  const Comparison comparison = platform_.compared(again);
  EXPECT_EQ(refused(comparison), Lines{"groups.csv, line 2, column \"members\" ID_TAKEN"}) << "boris is still counted";
  EXPECT_EQ(comparison.tables.at("people.csv").changed.total, 1u);
  EXPECT_EQ(comparison.tables.at("attendances.csv").gone.kept, Lines{"first, vera, 2023-10-18T09:57"});
  EXPECT_EQ(platform_.event_count(), before) << "nothing goes in by halves";

  again = edited(again, "groups.csv", "dawn,3,ana", "dawn,2,ana");
  EXPECT_EQ(refused(platform_.compared(again)), Lines{"groups.csv, line 2 SESSION_OVER"}) << "he was there";
  again = edited(again, "groups.csv", "dawn,2,ana", "dawn,3,ana boris");
  EXPECT_EQ(platform_.load(again), 1u) << "ana is a manager";
}

TEST_F(LoadCases, TwoWhoCameAndTurnOutToBeOneAreNoDifference) {
  platform_.merge_by_hand(folder_, "ana", "boris");
  EXPECT_FALSE(platform_.compared(folder_).has_work());
  EXPECT_EQ(platform_.load(folder_), 0u);
}

TEST_F(LoadCases, WhoLeftTheTeamIsOnItsRosterUntilTheLastDay) {
  const Files again = edited(folder_, "people.csv", "ana,Ana Petrova,social-worker,dawn,2019-01-01,\n",
                             "ana,Ana Petrova,social-worker,dawn,2019-01-01,2023-12-31\n");
  EXPECT_EQ(platform_.compared(again).tables.at("people.csv").changed.kept.at(0).changes,
            (std::vector<Change>{{"until_date", "", "2023-12-31"}}));
  EXPECT_EQ(platform_.load(again), 1u);
  EXPECT_EQ(platform_.on_roster("Dawn", "2023-12-31"), (Lines{"Ana Petrova", "Boris Iliev"}));
  EXPECT_EQ(platform_.on_roster("Dawn", "2024-01-01"), Lines{"Boris Iliev"});
  EXPECT_FALSE(platform_.compared(again).has_work());
}

}  // namespace
}  // namespace opora::load
