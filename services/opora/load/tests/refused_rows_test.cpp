// What a platform would refuse of a folder is told before anything is sent: by file, line and column, in the file's
// words. The cases are those of people who keep such lists.
#include "opora/load/refused_rows.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "opora/load/duplicates.h"
#include "opora/load/odd_times.h"
#include "opora/load/tests/folders.h"
#include "opora/round_folder/wording.h"
#include "opora/registration/v1/registration_service.pb.h"

namespace opora::load {
namespace {

using round_folder::Files;
using Lines = std::vector<std::string>;

Files edited(Files files, const std::string& file, const std::string& before, const std::string& after) {
  std::string& text = files[file];
  const auto place = text.find(before);
  EXPECT_NE(place, std::string::npos) << file << " has no " << before;
  if (place != std::string::npos) text.replace(place, before.size(), after);
  return files;
}

Lines refused(const Files& files) {
  Lines lines;
  for (const Refused& row : refused_rows(folder_of(files)).kept)
    lines.push_back(round_folder::Wording().place(row) + " " + row.reason);
  return lines;
}

std::string message(const Files& files) {
  const Told<Refused> told = refused_rows(folder_of(files));
  return told.kept.empty() ? "" : round_folder::Wording().message(told.kept.front());
}

TEST(RefusedRows, OfAGoodFolderThereAreNone) { EXPECT_EQ(refused(round_folder::small_folder()), Lines()); }

// One edit of the good folder: the whole text of `find` in the file becomes `replace`.
struct Spoilt {
  std::string rule;
  std::string file;
  std::string find;
  std::string replace;
  std::string refused;
};

void PrintTo(const Spoilt& spoilt, std::ostream* out) { *out << spoilt.rule; }

class SpoiltRow : public testing::TestWithParam<Spoilt> {};

TEST_P(SpoiltRow, IsRefusedWhereItIsSpoilt) {
  const Spoilt& spoilt = GetParam();
  const Files files = edited(round_folder::small_folder(), spoilt.file, spoilt.find, spoilt.replace);
  EXPECT_EQ(refused(files), Lines{spoilt.refused});
}

INSTANTIATE_TEST_SUITE_P(
    Rules, SpoiltRow,
    testing::Values(
        Spoilt{"project_not_in_round", "sessions.csv", "second,2021,care", "second,2021,rest",
               "sessions.csv, line 3, column \"project\" PROJECT_NOT_IN_ROUND"},
        Spoilt{"more_than_the_room_holds", "sessions.csv", "60,20,", "60,21,",
               "sessions.csv, line 3, column \"capacity\" CAPACITY_LARGER_THAN_ROOM"},
        Spoilt{"closes_after_start", "sessions.csv", "60,10,2021-03-26T18:00", "60,10,2021-03-27T10:01",
               "sessions.csv, line 2, column \"local_registration_end\" CLOSES_AFTER_START"},
        Spoilt{"room_double_booked", "sessions.csv", "2021-03-27T11:00", "2021-03-27T10:59",
               "sessions.csv, line 3, column \"local_start\" ROOM_DOUBLE_BOOKED"},
        Spoilt{"roster_rows_overlap", "people.csv", "bo,Bo,psychologist,town", "bo,Bo,psychologist,dawn",
               "people.csv, line 4, column \"from_date\" ALREADY_ON_ROSTER"},
        Spoilt{"larger_than_the_session", "groups.csv", "g1,first,dawn,3", "g1,first,dawn,11",
               "groups.csv, line 2, column \"head_count\" GROUP_LARGER_THAN_ROOM"},
        Spoilt{"more_names_than_seats", "groups.csv", "g1,first,dawn,3", "g1,first,dawn,1",
               "groups.csv, line 2, column \"head_count\" MORE_NAMES_THAN_SEATS"},
        Spoilt{"named_twice", "groups.csv", "ana bo", "ana ana", "groups.csv, line 2, column \"members\" NAMED_TWICE"},
        Spoilt{"in_two_groups", "groups.csv", "ana bo\n", "ana bo\ng3,first,town,1,bo\n",
               "groups.csv, line 3, column \"members\" ALREADY_REGISTERED"}),
    [](const auto& test) { return test.param.rule; });

TEST(RefusedRows, SpeakOfTheRoomAndOfWhoStandsInTheWay) {
  EXPECT_EQ(message(edited(round_folder::small_folder(), "sessions.csv", "60,20,", "60,21,")),
            "The room holds 20 people: lower \"capacity\" or take another room.");
  EXPECT_EQ(message(edited(round_folder::small_folder(), "groups.csv", "ana bo\n", "ana bo\ng3,first,town,1,bo\n")),
            "\"bo\" is in another group of this session. Name everybody in one group only; where this row takes that "
            "group's place, name that one in cancellations.csv.");
}

// 24 hours over the start of summer time end at 11:00 by the wall.
TEST(RefusedRows, ARoomIsTakenForAsLongAsTheSessionTakes) {
  Files files = edited(round_folder::small_folder(), "sessions.csv", "T10:00,60", "T10:00,1440");
  files = edited(files, "sessions.csv", "2021-03-27T11:00", "2021-03-28T10:59");
  EXPECT_EQ(refused(files), Lines{"sessions.csv, line 3, column \"local_start\" ROOM_DOUBLE_BOOKED"});
  EXPECT_EQ(refused(edited(files, "sessions.csv", "2021-03-28T10:59", "2021-03-28T11:00")), Lines());
}

TEST(RefusedRows, NamesInMoreLanguagesThanThereMayBe) {
  std::string header = "key", row = "steps";
  for (char letter = 'a'; letter <= 'q'; ++letter) {
    header += std::string(",name_x") + letter;
    row += ",Steps";
  }
  Files files = round_folder::small_folder();
  files["programmes.csv"] = header + "\n" + row + "\n";
  EXPECT_EQ(refused(files), Lines{"programmes.csv, line 2, column \"name_…\" BAD_TEXT"});
}

// Somebody on no roster, whom a group introduces: what they are called stands in people.csv.
TEST(RefusedRows, WhomAGroupNamesIsRefusedWhereTheirNameStands) {
  round_folder::RoundFolder folder =
      folder_of(edited(round_folder::small_folder(), "groups.csv", "ana bo", "ana guest"));
  EXPECT_EQ(refused_rows(folder).total, 0u);
  folder.people.back().name = "12";  // however it was read
  const Told<Refused> told = refused_rows(folder);
  ASSERT_EQ(told.total, 1u);
  EXPECT_EQ(round_folder::Wording().place(told.kept[0]) + " " + told.kept[0].reason, "people.csv, line 5, column "
                                                                                     "\"name\" BAD_NAME");
}

std::vector<registration::v1::RegisterGroupRequest> groups_of(const Files& files) {
  const round_folder::RoundFolder folder = folder_of(files);
  PersonIds ids;
  for (const std::string& key : keys_of(folder).keys) ids[key] = key;
  std::vector<registration::v1::RegisterGroupRequest> groups;
  const Plan whole = plan(folder, ids);
  for (const Stage& stage : whole.stages)
    for (const Chain& chain : stage.chains)
      for (const Command& command : chain)
        if (const auto group = as<registration::v1::RegisterGroupRequest>(command)) groups.push_back(*group);
  return groups;
}

// On loan, in a new job, in a joint team.
TEST(RefusedRows, AGroupMayBringSomebodyOfAnotherOrganisation) {
  const Files files = edited(round_folder::small_folder(), "groups.csv", "town,1,bo", "town,2,bo ana");
  EXPECT_EQ(refused(files), Lines());
  const auto group = groups_of(files).at(1);
  ASSERT_EQ(group.members_size(), 2);
  EXPECT_EQ(group.members(0).name(), "") << "Bo works there";
  EXPECT_EQ(group.members(1).name(), "Ana") << "a stranger is named";
}

TEST(RefusedRows, AGroupMayBeEnteredTwiceIfOneIsCancelled) {
  Files files = edited(round_folder::small_folder(), "groups.csv", "ana bo\n", "ana bo\ng3,first,dawn,3,ana bo\n");
  EXPECT_EQ(refused(files), Lines{"groups.csv, line 3, column \"members\" ALREADY_REGISTERED"});
  files["cancellations.csv"] = "group\ng3\n";
  EXPECT_EQ(refused(files), Lines());
  EXPECT_EQ(groups_of(files).at(0).members_size(), 2);
  EXPECT_EQ(groups_of(files).at(1).members_size(), 0) << "they come with the one that lives";
  files["cancellations.csv"] = "group\ng1\n";
  EXPECT_EQ(refused(files), Lines());
  EXPECT_EQ(groups_of(files).at(0).members_size(), 2);
  EXPECT_EQ(groups_of(files).at(1).members_size(), 2) << "the earlier one has gone by then";
}

// Each is wrong in form, and each second one in meaning too: more than are told.
TEST(RefusedRows, AreCountedOnce) {
  Files files = round_folder::small_folder();
  for (int i = 0; i < 60; ++i)
    for (const char* day : {"2020-01-01", "2020-06-01"})
      files["people.csv"] += "cy-" + std::to_string(i) + ",Cy,teacher,dawn," + day + ",\n";
  round_folder::RoundFolder folder = folder_of(files);
  for (auto& person : folder.people)
    if (person.key.starts_with("cy-")) person.name = "12";  // however it was read
  EXPECT_EQ(refused_rows(folder).total, 120u);
}

Lines notes_of(const Files& files) {
  Lines lines;
  for (const Note& note : likely_duplicates(folder_of(files)))
    lines.push_back(to_text(note));
  return lines;
}

TEST(LikelyDuplicates, AreToldWithWhatToWrite) {
  EXPECT_EQ(notes_of(round_folder::small_folder()), Lines());
  Files files = round_folder::small_folder();
  files["people.csv"] += "anna,ANA,social-worker,dawn,2020-01-01,\n";
  files["organisations.csv"] += "sunrise,dawn,kindergarten,ruse-province\n";
  EXPECT_EQ(notes_of(files),
            (Lines{"organisations.csv, line 4: Line 2, \"dawn\", has the same name in the same region. If they are one "
                   "organisation, write \"dawn\" wherever \"sunrise\" stands, and take this line out; else they count "
                   "as two.",
                   "people.csv, line 6: Line 2, \"ana\", has the same name, occupation and organisation. If they are "
                   "one person, write \"ana\" wherever \"anna\" stands; else they count as two."}));
}

Lines odd_times_of(const Files& files) {
  const std::vector<Note> notes = odd_times(folder_of(files));
  Lines lines;
  for (const Note& note : notes) lines.push_back(to_text(note));
  return lines;
}

TEST(OddTimes, AreToldBeforeTheyGoIn) {
  const Files files = round_folder::small_folder();
  EXPECT_EQ(odd_times_of(files), Lines());
  EXPECT_EQ(odd_times_of(edited(files, "attendances.csv", "ana,2021-03-27T09:55", "ana,2021-04-03T09:55")),
            Lines{"attendances.csv, line 2, column \"scanned_at\": The session starts at 2021-03-27T10:00, and the "
                  "scan says 2021-04-03T09:55: more than three hours before, or twelve after. It counts nowhere until "
                  "somebody confirms it (opora scans)."});
  EXPECT_EQ(odd_times_of(edited(files, "rounds.csv", "Spring 2021,2021", "Spring 2021,2022")),
            (Lines{"sessions.csv, line 2, column \"local_start\": It starts at 2021-03-27T10:00, and its round is of "
                   "2022. If that is no mistake, nothing is to be done.",
                   "sessions.csv, line 3, column \"local_start\": It starts at 2021-03-27T11:00, and its round is of "
                   "2022. If that is no mistake, nothing is to be done."}));
}

TEST(LikelyDuplicates, AreNotTwoOfOtherWorkOrOtherPlaces) {
  Files files = round_folder::small_folder();
  files["people.csv"] += "anna,Ana,manager,dawn,2020-01-01,\nanita,Ana,social-worker,town,2020-01-01,\n";
  files["organisations.csv"] += "sunrise,Dawn,kindergarten,\n";
  EXPECT_EQ(notes_of(files), Lines());
}

}  // namespace
}  // namespace opora::load
