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

}  // namespace
}  // namespace opora::load
