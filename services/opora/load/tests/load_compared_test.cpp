// A folder on a platform of its own, in this process: loaded, edited, and loaded again. What was edited is told by
// file, line and column before anything is changed; what could go in beside it then has not; and what nobody edited is
// there.
#include <set>

#include "opora/load/tests/loaded_platform.h"

namespace opora::load {
namespace {

TEST_F(LoadCompared, EverythingIsThereOnlyWhenItIs) {
  EXPECT_GT(platform_.load(small_), 0u);
  const Comparison again = platform_.compared(small_);
  EXPECT_FALSE(again.has_work());
  EXPECT_FALSE(again.asks_first());
  EXPECT_EQ(refused(again), Lines());
  EXPECT_EQ(platform_.load(small_), 0u);
}

// Who is new gets an id when the folder goes in, and not before.
TEST_F(LoadCompared, NothingIsChangedByComparing) {
  const Comparison first = platform_.compared(small_);
  EXPECT_EQ(refused(first), Lines());
  EXPECT_EQ(first.tables.at("people.csv").new_count, 3u);
  EXPECT_EQ(platform_.newcomers().keys, (Lines{"ana", "bo", "guest"}));
  EXPECT_EQ(platform_.key_count("steps"), 0u);
  EXPECT_EQ(platform_.event_count(), 0u);

  platform_.load(small_);
  EXPECT_EQ(platform_.key_count("steps"), 3u);
  platform_.compared(edited(small_, "people.csv", "guest,Guest", "cleo,Cleo,teacher,town,2021-01-01,\nguest,Guest"));
  EXPECT_EQ(platform_.newcomers().keys, Lines{"cleo"});
  EXPECT_EQ(platform_.key_count("steps"), 3u);
}

// A correction, somebody out of a group, a scan taken out: all of it used to be passed over.
TEST_F(LoadCompared, WhatWasCorrectedIsNotPassedOver) {
  platform_.load(small_);
  Files again = edited(small_, "people.csv", "ana,Ana,social-worker", "ana,Ana,manager");
  again = edited(again, "groups.csv", "ana bo", "ana");
  again = edited(again, "attendances.csv", "first,guest,2021-03-27 10:05:30\n", "");
  const std::size_t before = platform_.event_count();
  const Comparison comparison = platform_.compared(again);
  EXPECT_EQ(refused(comparison),
            (Lines{"groups.csv, line 2, column \"members\" ID_TAKEN"}));
  EXPECT_EQ(comparison.tables.at("people.csv").changed.total, 1u);
  EXPECT_EQ(comparison.tables.at("attendances.csv").gone.total, 1u);
  EXPECT_EQ(platform_.event_count(), before);
}

// What an administrator has planned is there; the people are the region's own.
class LoadByACoordinator : public LoadCompared {
 protected:
  void SetUp() override {
    Files planned = theirs_;
    planned["people.csv"] = "key,name,occupation,organisation,from_date,until_date\n";
    planned["groups.csv"] = "key,session,organisation,head_count,members\n";
    planned["cancellations.csv"] = "group\n";
    planned["attendances.csv"] = "session,person,scanned_at\n";
    platform_.load(planned);
    platform_.act_as_coordinator();
  }

  // Nobody of the organisation that works in all regions: its roster is an administrator's.
  const Files theirs_ = edited(edited(small_, "people.csv", "bo,Bo,psychologist,town,2020-01-01,\n", ""), "groups.csv",
                               "g2,second,town", "g2,second,dawn");
};

TEST_F(LoadByACoordinator, PutsInTheirRegionBesideWhatIsThere) {
  EXPECT_GT(platform_.load(theirs_), 0u);
  EXPECT_FALSE(platform_.compared(theirs_).has_work());
  EXPECT_EQ(platform_.load(theirs_), 0u);
}

TEST_F(LoadByACoordinator, MayAddARoomASessionAndAnOrganisation) {
  Files more = edited(theirs_, "places.csv", "room,hall,library,Hall,,20,\n",
                      "room,hall,library,Hall,,20,\nroom,den,library,Den,,8,\n");
  more = edited(more, "sessions.csv", "second,2021",
                "third,2021,care,den,workshop,rest,carers,Rest,2021-03-28T10:00,60,8,2021-03-26T18:00\nsecond,2021");
  more = edited(more, "organisations.csv", "dawn,Dawn", "dusk,Dusk,school,ruse-province\ndawn,Dawn");
  EXPECT_GT(platform_.load(more), 0u);
  EXPECT_FALSE(platform_.compared(more).has_work());
}

TEST_F(LoadByACoordinator, IsRefusedWholeWhereItTakesAnAdministrator) {
  Files more = edited(theirs_, "places.csv", "site,ruse", "region,vidin,bulgaria,Vidin,,,\nsite,ruse");
  more = edited(more, "organisations.csv", "dawn,Dawn", "everywhere,Everywhere,charity,\ndawn,Dawn");
  more = edited(more, "projects.csv", "rest,steps,Rest", "rest,steps,Rest\nplay,steps,Play");
  const std::size_t before = platform_.event_count();
  const Lines lines = refused(platform_.compared(more));
  EXPECT_EQ(std::set<std::string>(lines.begin(), lines.end()),
            (std::set<std::string>{"places.csv, line 4 ADMINISTRATOR_NEEDED",
                                   "organisations.csv, line 2 ADMINISTRATOR_NEEDED",
                                   "projects.csv, line 4 ADMINISTRATOR_NEEDED"}));
  EXPECT_EQ(platform_.event_count(), before);
}

TEST_F(LoadByACoordinator, RenamesWhatIsTheirRegionsAndNothingElse) {
  Files again = edited(theirs_, "places.csv", ",Hall,", ",Great Hall,");
  again = edited(again, "organisations.csv", "dawn,Dawn,", "dawn,Aurora,");
  EXPECT_EQ(refused(platform_.compared(again)), Lines());
  again = edited(again, "places.csv", ",Bulgaria,", ",Republic of Bulgaria,");
  again = edited(again, "organisations.csv", "town,Town,", "town,The town,");
  const Lines lines = refused(platform_.compared(again));
  EXPECT_EQ(std::set<std::string>(lines.begin(), lines.end()),
            (std::set<std::string>{"places.csv, line 2 ADMINISTRATOR_NEEDED",
                                   "organisations.csv, line 3 ADMINISTRATOR_NEEDED"}));
}

TEST_F(LoadByACoordinator, IsRefusedThePeopleOfAnOrganisationThatWorksInAllRegions) {
  EXPECT_EQ(refused(platform_.compared(small_)),
            (Lines{"people.csv, line 4 ADMINISTRATOR_NEEDED", "groups.csv, line 3 ADMINISTRATOR_NEEDED"}));
}

TEST_F(LoadCompared, WhatPeopleAreCalledIsPutRight) {
  platform_.load(small_);
  Files again = edited(small_, "people.csv", "bo,Bo,psychologist,dawn", "bo,Boris,psychologist,dawn");
  again = edited(again, "people.csv", "bo,Bo,psychologist,town", "bo,Boris,psychologist,town");
  EXPECT_TRUE(platform_.compared(again).asks_first());
  EXPECT_EQ(platform_.load(again), 1u) << "one person, one correction";
  EXPECT_FALSE(platform_.compared(again).has_work());
}

// Filled in, filled in otherwise, and taken back: the folder says it and the platform has it.
TEST_F(LoadCompared, ALastDayIsPutRightAndTakenBack) {
  platform_.load(small_);
  for (const char* last_day : {"2021-12-31", "2021-06-30", ""}) {
    const Files again =
        edited(small_, "people.csv", "dawn,2019-01-01,\n", std::string("dawn,2019-01-01,") + last_day + "\n");
    const Comparison comparison = platform_.compared(again);
    EXPECT_EQ(comparison.tables.at("people.csv").changed.total, 1u);
    EXPECT_EQ(comparison.tables.at("people.csv").changed.kept[0].changes[0].after, last_day);
    EXPECT_EQ(platform_.load(again), 1u);
    EXPECT_FALSE(platform_.compared(again).has_work());
  }
}

// A list that doesn't know of it writes nothing over.
TEST_F(LoadCompared, WhatWasCorrectedByHandSinceIsRefused) {
  platform_.load(small_);
  platform_.correct_by_hand(small_, "ana", "Ana Maria");
  EXPECT_EQ(refused(platform_.compared(small_)), Lines{"people.csv, line 2, column \"name\" CORRECTED_SINCE"});
  const Files again = edited(small_, "people.csv", "ana,Ana,", "ana,Ana Maria,");
  EXPECT_FALSE(platform_.compared(again).has_work());
  EXPECT_EQ(refused(platform_.compared(again)), Lines());
}

// Clocks go forward in the night: a session of a day ends an hour later by the wall, when another programme's begins.
TEST_F(LoadCompared, ARoomThatIsTakenByInstantsIsRefusedWholeAndTheMendedFolderGoesIn) {
  const Files night = edited(small_, "sessions.csv", "2021-03-27T11:00,60", "2021-03-27T11:00,1440");
  platform_.load(night);
  const std::string next = "third,2021,care,hall,workshop,rest,carers,After,2021-03-28T11:30,60,10,2021-03-26T18:00\n";
  const Files taken = edited(night, "sessions.csv", "second,2021", next + "second,2021");
  Files without = edited(taken, "sessions.csv",
                         "second,2021,care,hall,round-table,rest,carers,More rest,2021-03-27T11:00,1440,20,"
                         "2021-03-26T18:00\n",
                         "");
  without["groups.csv"] = "key,session,organisation,head_count,members\ng1,first,dawn,3,ana bo\n";
  without["cancellations.csv"] = "group\n";
  const std::size_t before = platform_.event_count();
  EXPECT_EQ(refused(platform_.compared(without)), Lines{"sessions.csv, line 3, column \"local_start\" "
                                                        "ROOM_DOUBLE_BOOKED"});
  EXPECT_EQ(platform_.event_count(), before);
  const Files mended = edited(without, "sessions.csv", "T11:30", "T12:00");
  EXPECT_GT(platform_.load(mended), 0u);
  EXPECT_FALSE(platform_.compared(mended).has_work());
}

TEST_F(LoadCompared, WhoWasOnlyCountedIsNamedLater) {
  platform_.load(small_);
  const Files named = edited(small_, "groups.csv", "ana bo", "ana bo guest");
  EXPECT_TRUE(platform_.compared(named).asks_first());
  EXPECT_EQ(platform_.load(named), 1u);
  EXPECT_FALSE(platform_.compared(named).has_work());
}

// The wrong line of a list at a door makes no session of next month one that was held (two weeks early: what is further
// away the check of a folder calls a defect).
TEST_F(LoadCompared, AScanFarFromItsSessionIsNobodysAttendanceAndToldEachTime) {
  const Files early = edited(small_, "attendances.csv", "first,ana,2021-03-27", "first,ana,2021-03-13");
  platform_.load(early);
  EXPECT_EQ(platform_.event_count("AttendanceRecorded"), 1u) << "the guest came";
  for (int loaded = 0; loaded < 2; ++loaded) {
    const Comparison comparison = platform_.compared(early);
    EXPECT_FALSE(comparison.has_work());
    ASSERT_EQ(comparison.scans_set_aside.size(), 1u);
    EXPECT_EQ(comparison.scans_set_aside.begin()->second, 1);
  }
  const Comparison without = platform_.compared(edited(small_, "attendances.csv", "first,ana,2021-03-27T09:55\n", ""));
  EXPECT_EQ(without.tables.at("attendances.csv").gone.kept, Lines{"first, ana, 2021-03-13T09:55"});
}

TEST_F(LoadCompared, OnePersonWorksAsOneThingHereAndAsAnotherThere) {
  const Files two = edited(small_, "people.csv", "bo,Bo,psychologist,town", "bo,Bo,manager,town");
  platform_.load(two);
  EXPECT_EQ(platform_.key_count("steps"), 3u) << "bo is one";
  EXPECT_FALSE(platform_.compared(two).has_work());
  EXPECT_EQ(refused(platform_.compared(two)), Lines());
  EXPECT_EQ(refused(platform_.compared(small_)), Lines{"people.csv, line 4, column \"occupation\" ID_TAKEN"});
}

TEST_F(LoadCompared, AFewNewRowsAreAllThatIsSent) {
  platform_.load(small_);
  Files more = edited(small_, "people.csv", "guest,Guest", "cleo,Cleo,teacher,town,2021-01-01,\nguest,Guest");
  more = edited(more, "groups.csv", "g2,second", "g3,first,town,1,cleo\ng2,second");
  more = edited(more, "attendances.csv", "first,guest", "first,cleo,2021-03-27T10:01\nfirst,guest");
  const Comparison comparison = platform_.compared(more);
  std::size_t count = 0;
  for (const Stage& stage : comparison.to_do.stages) count += stage.command_count();
  EXPECT_EQ(count, 3u);
  EXPECT_FALSE(comparison.asks_first());
  EXPECT_EQ(platform_.load(more), 3u);
  EXPECT_FALSE(platform_.compared(more).has_work());
}

}  // namespace
}  // namespace opora::load
