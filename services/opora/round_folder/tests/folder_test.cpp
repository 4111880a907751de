// What a round folder may hold: the smallest good one is read whole, and each way to spoil it is found where it is.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "opora/round_folder/folder.h"
#include "opora/round_folder/decoding.h"
#include "opora/round_folder/tests/small_folder.h"
#include "opora/round_folder/wording.h"

namespace opora::round_folder {
namespace {

std::vector<std::string> defects_of(const Files& files) {
  const FolderOnDisk folder(files);
  const Defects defects = read_round_folder(folder.path()).defects;
  const Wording wording("en", defects.names());
  std::vector<std::string> lines;
  for (const Defect& defect : defects.sorted())
    lines.push_back(wording.file(defect.file) + ":" + std::to_string(defect.line) + ":" + defect.reason);
  return lines;
}

TEST(RoundFolder, AGoodFolderIsReadWhole) {
  const FolderOnDisk on_disk(small_folder());
  const ReadFolder read = read_round_folder(on_disk.path());
  ASSERT_TRUE(read.defects.empty()) << to_text(read.defects.sorted()[0]);
  const RoundFolder& folder = read.folder;
  EXPECT_EQ(folder.places.size(), 5u);
  EXPECT_EQ(folder.places[4].capacity, 20);
  EXPECT_EQ(folder.rounds[0].projects, std::vector<std::string>{"care"});
  EXPECT_EQ(folder.sessions[1].kind, scheduling::v1::SESSION_KIND_ROUND_TABLE);
  EXPECT_EQ(folder.sessions[0].title, (LocalizedText{{{"en", "Rest"}}}));
  EXPECT_EQ(folder.people[1].until_date, "2022-01-01");
  EXPECT_EQ(folder.groups[0].members, (std::vector<std::string>{"ana", "bo"}));
  EXPECT_EQ(folder.attendances[1].scanned_at - folder.sessions[0].start, std::chrono::seconds(5 * 60 + 30));
}

TEST(RoundFolder, ColumnsComeInAnyOrderAndLanguagesAreFree) {
  Files files = small_folder();
  files["programmes.csv"] =
      "\xEF\xBB\xBFname_bg,key,name_kk\r\n\xD0\xA1\xD1\x82\xD1\x8A\xD0\xBF\xD0\xBA\xD0\xB8,steps,\r\n";
  const FolderOnDisk on_disk(files);
  const ReadFolder read = read_round_folder(on_disk.path());
  ASSERT_TRUE(read.defects.empty());
  EXPECT_EQ(read.folder.programmes[0].name.by_language.count("bg"), 1u);
  EXPECT_EQ(read.folder.programmes[0].name.by_language.count("kk"), 0u);
}

TEST(RoundFolder, AProgrammeMayNameItsList) {
  Files files = small_folder();
  EXPECT_EQ(read_round_folder(FolderOnDisk(files).path()).folder.programmes[0].list, "steps");
  files["programmes.csv"] = "key,list,name_en\nsteps,,Steps\n";
  EXPECT_EQ(read_round_folder(FolderOnDisk(files).path()).folder.programmes[0].list, "steps");
  files["programmes.csv"] = "key,list,name_en\nsteps,charity,Steps\n";
  EXPECT_EQ(read_round_folder(FolderOnDisk(files).path()).folder.programmes[0].list, "charity");
}

TEST(RoundFolder, PlacesOrganisationsAndPeopleMayBeAnotherLists) {
  Files files = small_folder();
  const auto everywhere = [&](const std::string& file, const std::string& old, const std::string& now) {
    std::string& text = files.at(file);
    for (auto at = text.find(old); at != std::string::npos; at = text.find(old, at + now.size()))
      text.replace(at, old.size(), now);
  };
  for (const char* file : {"places.csv", "organisations.csv"})
    everywhere(file, "ruse-province", "network/ruse-province");
  for (const char* file : {"places.csv", "sessions.csv"}) everywhere(file, ",hall", ",network/hall");
  everywhere("organisations.csv", "town,", "network/town,");
  for (const char* file : {"partnerships.csv", "people.csv", "groups.csv"})
    everywhere(file, ",town,", ",network/town,");
  everywhere("people.csv", "ana,", "network/ana,");
  everywhere("groups.csv", ",ana bo", ",network/ana bo");
  everywhere("attendances.csv", ",ana,", ",network/ana,");
  EXPECT_EQ(defects_of(files), std::vector<std::string>{});
  const RoundFolder folder = read_round_folder(FolderOnDisk(files).path()).folder;
  EXPECT_EQ(folder.sessions[0].room, "network/hall");
  EXPECT_EQ(folder.groups[0].members, (std::vector<std::string>{"network/ana", "bo"}));
}

TEST(RoundFolder, TheOwnListMayBeNamed) {
  Files files = small_folder();
  std::string& sessions = files["sessions.csv"];
  sessions.replace(sessions.find("care,hall"), 9, "care,steps/hall");
  files["attendances.csv"] += "second,steps/bo,2021-03-27T11:00\n";
  EXPECT_EQ(defects_of(files), std::vector<std::string>{});
  const RoundFolder folder = read_round_folder(FolderOnDisk(files).path()).folder;
  EXPECT_EQ(folder.sessions[0].room, "hall");
  EXPECT_EQ(folder.attendances[2].person, "bo");
}

// Loaded once, they would be two whom the list can't make one, and no load would go in any more.
TEST(RoundFolder, AKeyOfTheProgrammeAndTheSameOneOfItsListAreOnePerson) {
  Files files = small_folder();
  files["people.csv"] += "steps/ana,Ana,other,,,\n";
  files["programmes.csv"] = "key,list,name_en\nsteps,network,Steps\n";
  EXPECT_EQ(defects_of(files), std::vector<std::string>{"people.csv:6:KEY_OF_TWO_PEOPLE"});
  files["people.csv"].replace(files["people.csv"].find("steps/ana"), 9, "steps/eve");
  EXPECT_EQ(defects_of(files), std::vector<std::string>{});
}

TEST(RoundFolder, ASessionMayBePlannedOnlyAsLongAsNobodyIsNamedForIt) {
  const std::string row = "third,2021,care,hall,workshop,rest,carers,Later,2021-03-28T10:00,60,10,2021-03-26T18:00,";
  const auto with = [&](const std::string& published) {
    Files files = small_folder();
    files["sessions.csv"] =
        "key,round,project,room,kind,topic,audience,title_en,local_start,duration_minutes,capacity,"
        "local_registration_end,published\n"
        "first,2021,care,hall,workshop,rest,carers,Rest,2021-03-27T10:00,60,10,2021-03-26T18:00,\n"
        "second,2021,care,hall,round-table,rest,carers,More rest,2021-03-27T11:00,60,20,2021-03-26T18:00,\n" +
        row + published + "\n";
    return files;
  };
  const auto is_published = [&](const std::string& cell) {
    return read_round_folder(FolderOnDisk(with(cell)).path()).folder.sessions.at(2).published;
  };
  EXPECT_FALSE(is_published("no"));
  EXPECT_TRUE(is_published("yes"));
  EXPECT_TRUE(is_published(""));
  EXPECT_EQ(defects_of(with("perhaps")), std::vector<std::string>{"sessions.csv:4:UNKNOWN_CODE"});
  Files files = with("no");
  EXPECT_EQ(defects_of(files), std::vector<std::string>{});
  files["groups.csv"] += "g3,third,dawn,1,\n";
  files["attendances.csv"] += "third,ana,2021-03-28T10:00\n";
  EXPECT_EQ(defects_of(files), (std::vector<std::string>{"attendances.csv:4:SESSION_NOT_PUBLISHED",
                                                         "groups.csv:4:SESSION_NOT_PUBLISHED"}));
}

// By its file, its line and its reason.
std::vector<std::string> notes_of(const ReadFolder& read) {
  std::vector<std::string> lines;
  for (const Defect& note : read.defects.notes())
    lines.push_back(note.file + ":" + std::to_string(note.line) + ":" + note.reason);
  return lines;
}

TEST(RoundFolder, ColumnsOfOthersAreNamedAndLeftOut) {
  Files files = small_folder();
  files["cancellations.csv"] = "GROUP ,when,,,\ng2,yesterday,,,\n,,,,\n";
  files["rounds.csv"] = "key,programme,projects,name_en,year,\n2021,steps,care,Spring,2021,why\n";
  const FolderOnDisk folder(files);
  const ReadFolder read = read_round_folder(folder.path());
  ASSERT_TRUE(read.defects.empty()) << to_text(read.defects.sorted()[0]);
  EXPECT_EQ(notes_of(read),
            (std::vector<std::string>{"cancellations.csv:1:UNKNOWN_COLUMN", "rounds.csv:2:UNKNOWN_COLUMN"}));
  EXPECT_EQ(read.folder.cancellations.size(), 1u);
}

TEST(RoundFolder, FilesOfTheSystemArePassedOver) {
  Files files = small_folder();
  for (const char* name : {"._people.csv", ".DS_Store", "Thumbs.db", "desktop.ini", "~$people.xlsx",
                           ".~lock.people.csv#", "notes.txt"})
    files[name] = std::string("\x00\x05\x16\x07", 4);
  const FolderOnDisk folder(files);
  std::filesystem::create_directory(folder.path() / "__MACOSX");
  const ReadFolder read = read_round_folder(folder.path());
  EXPECT_TRUE(read.defects.empty());
  EXPECT_EQ(notes_of(read), std::vector<std::string>{});
}

// As a stick of an older system has them.
TEST(RoundFolder, NamesOfFilesThatAreNoTextAreToldAsFarAsTheyAre) {
  Files files = small_folder();
  files["\xEF\xF0\xE0.csv"] = "key\n";
  const FolderOnDisk folder(files);
  const auto defects = read_round_folder(folder.path()).defects.sorted();
  ASSERT_EQ(defects.size(), 1u);
  EXPECT_EQ(defects[0].reason, "UNKNOWN_FILE");
  EXPECT_TRUE(is_utf8(defects[0].file)) << defects[0].file;
  EXPECT_TRUE(defects[0].file.ends_with(".csv")) << defects[0].file;
}

TEST(RoundFolder, FilesMayBeInCapitalsAndDefectsSaySo) {
  Files files = small_folder();
  files["People.CSV"] = files["people.csv"] + "cy,Cy,other,nowhere,2020-01-01,\n";
  files.erase("people.csv");
  EXPECT_EQ(defects_of(files), std::vector<std::string>{"People.CSV:6:UNKNOWN_ORGANISATION"});
  files["people.csv"] = files["People.CSV"] = small_folder()["people.csv"];
  EXPECT_EQ(defects_of(files), std::vector<std::string>{"People.CSV:0:TABLE_TWICE"});
}

TEST(RoundFolder, OtherKindsOfTablesAreNotPassedOverSilently) {
  Files files = small_folder();
  files["people.ods"] = "PK";
  files["people.xlsx"] = "no workbook";
  EXPECT_EQ(defects_of(files),
            (std::vector<std::string>{"people.ods:0:UNKNOWN_FILE", "people.xlsx:0:NO_WORKBOOK"}));
}

// One person on two rosters, from a Mac and from a form; spaces that quotes keep; whole lists with semicolons.
TEST(RoundFolder, WhatAnEyeCannotTellApartIsOne) {
  Files files = small_folder();
  files["people.csv"] =
      "\"key\";\"name\u00a0\";\"occupation\";\"organisation\";\"from_date\";\"until_date\"\n"
      "\"ana\";\"Сергей  Ли \";\"Social-Worker \";\"dawn\u00a0\";01.01.2019;\n"
      "\"bo\";\"Bo\";\"psychologist\";\"dawn\";2019-01-01 00:00:00;2022-01-01\n"
      "\"ana\";\"Сергеи\u0306 ЛИ\";\"social-worker\";\"town\";2020-01-01;\n"
      "\"guest\";\"Guest\";\"other\";;;\n";
  files["groups.csv"] = "key\tsession\torganisation\thead_count\tmembers\ng1\tfirst\tdawn\t3\tana, bo\n"
                        "g2\tsecond\ttown\t1\tana\n";
  const FolderOnDisk folder(files);
  const ReadFolder read = read_round_folder(folder.path());
  ASSERT_TRUE(read.defects.empty()) << to_text(read.defects.sorted()[0]);
  EXPECT_EQ(read.folder.people[0].name, "Сергей Ли");
  EXPECT_EQ(read.folder.people[0].from_date, "2019-01-01");
  EXPECT_EQ(read.folder.people[0].organisation, "dawn");
  EXPECT_EQ(read.folder.groups[0].members, (std::vector<std::string>{"ana", "bo"}));
}

std::string message_of(const Files& files) {
  const FolderOnDisk folder(files);
  const auto defects = read_round_folder(folder.path()).defects.sorted();
  return defects.empty() ? "" : Wording().message(defects[0]);
}

TEST(RoundFolder, AKeyIsRefusedByTheCharacterThatCannotBeInIt) {
  Files files = small_folder();
  files["attendances.csv"] = "session,person,scanned_at\nfirst,\u0430na,2021-03-27T09:55\n";
  EXPECT_NE(message_of(files).find("\u0430 (U+0430, CYRILLIC SMALL LETTER A)"), std::string::npos) << message_of(files);
  files["attendances.csv"] = "session,person,scanned_at\nfirst,Ana,2021-03-27T09:55\n";
  EXPECT_NE(message_of(files).find("write \"ana\""), std::string::npos) << message_of(files);
}

TEST(RoundFolder, PartnershipsAndCancellationsMayBeAbsent) {
  Files files = small_folder();
  files.erase("partnerships.csv");
  files.erase("cancellations.csv");
  EXPECT_EQ(defects_of(files), std::vector<std::string>{});
}

TEST(RoundFolder, SomebodyMayLeaveAndComeBack) {
  Files files = small_folder();
  files["people.csv"] += "bo,Bo,psychologist,dawn,2022-01-02,\n";
  EXPECT_EQ(defects_of(files), std::vector<std::string>{});
}

TEST(RoundFolder, WhoseGroupWasCancelledMayComeWithAnother) {
  Files files = small_folder();
  files["groups.csv"] += "g3,second,dawn,1,bo\n";
  EXPECT_EQ(defects_of(files), std::vector<std::string>{});
}

// Two lists of one door hold the same minute.
TEST(RoundFolder, TheSameScanTwiceIsNoDefect) {
  Files files = small_folder();
  files["attendances.csv"] += "first,ana,2021-03-27T09:55\n";
  EXPECT_EQ(defects_of(files), std::vector<std::string>{});
}

TEST(RoundFolder, ScansMayBeAsFarAsAMonthAway) {
  Files files = small_folder();
  files["attendances.csv"] += "first,bo,2021-02-25T10:00\nfirst,bo,2021-04-26T10:00\n";
  EXPECT_EQ(defects_of(files), std::vector<std::string>{});
  files["attendances.csv"] += "first,bo,2021-02-25T09:59\nfirst,bo,2021-04-26T10:01\n";
  EXPECT_EQ(defects_of(files).size(), 2u);
}

TEST(RoundFolder, AMissingTableIsSaidOnceAndNotForEveryReference) {
  Files files = small_folder();
  files.erase("people.csv");
  EXPECT_EQ(defects_of(files), std::vector<std::string>{"people.csv:0:MISSING_FILE"});
}

TEST(RoundFolder, EveryDefectIsListedByFileAndLine) {
  Files files = small_folder();
  files["groups.csv"] = "key,session,organisation,head_count,members\ng1,third,dawn,x,ana\ng2,second,dusk,1,cy\n";
  files["rounds.csv"] = "key,programme,projects,name_en,year\n2021,steps,care,,20211\n";
  EXPECT_EQ(defects_of(files),
            (std::vector<std::string>{"groups.csv:2:BAD_NUMBER", "groups.csv:2:UNKNOWN_SESSION",
                                      "groups.csv:3:UNKNOWN_ORGANISATION", "groups.csv:3:UNKNOWN_PERSON",
                                      "rounds.csv:2:EMPTY_CELL", "rounds.csv:2:BAD_NUMBER"}));
}

TEST(RoundFolder, WhoeverHasOneKeyForTwoIsToldWhichCellDiffersAndWhatToWrite) {
  const auto told = [](const std::string& row) {
    Files files = small_folder();
    std::string& text = files["people.csv"];
    text.replace(text.find("bo,Bo,psychologist,town"), 23, row);
    return to_text(read_round_folder(FolderOnDisk(files).path()).defects.sorted().at(0));
  };
  EXPECT_EQ(told("bo,Bob,psychologist,town"),
            "people.csv, line 4, column \"name\": DIFFERENT_PERSON: Line 3 has the same key with another name, \"Bo\". "
            "If this is one person, write the same name in both lines; if they are two, give one of them another key.");
}

// Elsewhere, or later, somebody may work as something else.
TEST(RoundFolder, WhoeverWorksAsTwoThingsInOnePlaceIsTold) {
  const auto defects = [](const std::string& rows) {
    Files files = small_folder();
    files["people.csv"] += rows;
    std::vector<std::string> lines;
    for (const Defect& defect : read_round_folder(FolderOnDisk(files).path()).defects.sorted())
      lines.push_back(to_text(defect));
    return lines;
  };
  EXPECT_EQ(defects("bo,Bo,manager,town,2020-01-01,\n"),
            std::vector<std::string>{"people.csv, line 6, column \"occupation\": DIFFERENT_PERSON: Line 4 has the same "
                                     "key and organisation since the same day with another \"occupation\": write the "
                                     "same in both lines, or take one out."});
  EXPECT_EQ(defects("ana,Ana,manager,town,2020-01-01,\nbo,Bo,manager,dawn,2022-01-02,\n"),
            std::vector<std::string>{});
}

TEST(RoundFolder, FiftyDefectsAreListedAndTheRestCounted) {
  Files files = small_folder();
  for (int i = 0; i < 60; ++i) files["attendances.csv"] += "first,nobody-" + std::to_string(i) + ",2021-03-27T10:00\n";
  const FolderOnDisk folder(files);
  const ReadFolder read = read_round_folder(folder.path());
  EXPECT_EQ(read.defects.sorted().size(), 50u);
  EXPECT_EQ(read.defects.total(), 60u);
}

// One edit of the good folder: the whole text of `find` in the file becomes `replace`.
struct Spoilt {
  std::string rule;
  std::string file;
  std::string find;
  std::string replace;
  std::int64_t line;
  std::string reason;
};

void PrintTo(const Spoilt& spoilt, std::ostream* out) { *out << spoilt.rule; }

class SpoiltFolder : public testing::TestWithParam<Spoilt> {};

TEST_P(SpoiltFolder, IsRefusedWhereItIsSpoilt) {
  const Spoilt& spoilt = GetParam();
  Files files = small_folder();
  std::string& text = files[spoilt.file];
  const auto at = text.find(spoilt.find);
  ASSERT_NE(at, std::string::npos) << "the row's edit finds nothing";
  text.replace(at, spoilt.find.size(), spoilt.replace);
  EXPECT_EQ(defects_of(files),
            std::vector<std::string>{spoilt.file + ":" + std::to_string(spoilt.line) + ":" + spoilt.reason});
}

// Somebody saved a column of days without a date's format: every row of it is a number, and one line says so.
TEST(RoundFolder, DaysThatASpreadsheetCountsAreToldOnceForTheColumn) {
  Files files = small_folder();
  files["people.csv"] =
      "key,name,occupation,organisation,from_date,until_date\n"
      "ana,Ana,social-worker,dawn,43466,\n"
      "bo,Bo,psychologist,dawn,43466.0,44562\n"
      "bo,Bo,psychologist,town,43831,2022-01-01\n"
      "guest,Guest,other,,,\n";
  files["attendances.csv"] =
      "session,person,scanned_at\nfirst,ana,\"44282,4131944\"\nfirst,guest,44282.42\nfirst,bo,4428\n";
  const ReadFolder read = read_round_folder(FolderOnDisk(files).path());
  std::vector<std::string> told;
  const std::vector<Defect> defects = read.defects.sorted();
  for (const Defect& defect : defects)
    told.push_back(Wording().place(defect) + " " + defect.reason + " " +
                   (defect.said.front().count ? std::to_string(*defect.said.front().count) : "alone"));
  EXPECT_EQ(told, (std::vector<std::string>{"attendances.csv, line 2, column \"scanned_at\" BAD_TIME 2",
                                            "attendances.csv, line 4, column \"scanned_at\" BAD_TIME alone",
                                            "people.csv, line 2, column \"from_date\" BAD_DATE 3",
                                            "people.csv, line 3, column \"until_date\" BAD_DATE 1"}));
  EXPECT_EQ(read.defects.total(), 4u);
  EXPECT_EQ(Wording().message(defects.at(2)).find("There is \"43466\", a day as spreadsheets count it, and the like in "
                                                 "3 rows of this column. "),
            0u);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, SpoiltFolder,
    testing::Values(
        Spoilt{"missing_column", "rounds.csv", ",year\n2021,steps,care,Spring 2021,2021",
               "\n2021,steps,care,Spring 2021", 1, "MISSING_COLUMN"},
        Spoilt{"misspelt_column", "rounds.csv", "year\n", "yaer\n", 1, "MISSING_COLUMN"},
        Spoilt{"column_twice", "projects.csv", "key,programme,name_en", "key,programme,name_en,key", 1, "COLUMN_TWICE"},
        Spoilt{"no_language", "programmes.csv", ",name_en\nsteps,Steps", "\nsteps", 1, "MISSING_COLUMN"},
        Spoilt{"empty_file", "cancellations.csv", "group\ng2\n", "", 0, "MISSING_HEADER"},
        Spoilt{"unknown_file", "cancelations.csv", "", "group\n", 0, "UNKNOWN_FILE"},
        Spoilt{"too_few_cells", "attendances.csv", "first,ana,", "ana,", 2, "WRONG_CELL_COUNT"},
        Spoilt{"a_cell_too_many", "attendances.csv", "T09:55", "T09:55,x", 2, "WRONG_CELL_COUNT"},
        Spoilt{"control_character", "people.csv", "ana,Ana", "ana,A\x01na", 2, "CONTROL_CHARACTER"},
        Spoilt{"name_of_blanks", "people.csv", "guest,Guest", "guest,\"\u00a0\"", 5, "EMPTY_CELL"},
        Spoilt{"name_nobody_can_see", "people.csv", "guest,Guest", "guest,\u200b", 5, "EMPTY_CELL"},
        Spoilt{"name_without_a_letter", "people.csv", "guest,Guest", "guest,007", 5, "NO_LETTER"},
        Spoilt{"place_of_a_dash", "places.csv", "library,Hall", "library,-", 6, "NO_LETTER"},
        Spoilt{"look_alike_in_a_key", "attendances.csv", "first,ana", "first,\u0430na", 2, "BAD_KEY"},
        Spoilt{"capital_key", "attendances.csv", "first,ana", "first,Ana", 2, "BAD_KEY"},
        Spoilt{"long_key", "projects.csv", "rest,steps", std::string(65, 'r') + ",steps", 3, "BAD_KEY"},
        Spoilt{"bad_list", "programmes.csv", ",name_en\nsteps,Steps", ",name_en,list\nsteps,Steps,The list", 2,
               "BAD_KEY"},
        Spoilt{"two_slashes", "attendances.csv", "first,ana", "first,a/b/ana", 2, "BAD_KEY"},
        Spoilt{"nameless_list", "attendances.csv", "first,ana", "first,/ana", 2, "BAD_KEY"},
        Spoilt{"keyless_list", "groups.csv", "ana bo", "ana bo/", 2, "BAD_KEY"},
        Spoilt{"sessions_are_the_programmes", "attendances.csv", "first,ana", "steps/first,ana", 2, "BAD_KEY"},
        Spoilt{"person_unknown_in_another_list", "attendances.csv", "first,ana", "first,network/ana", 2,
               "UNKNOWN_PERSON"},
        Spoilt{"one_key_in_two_ways", "organisations.csv", "public-authority,\n",
               "public-authority,\nsteps/dawn,Again,school,\n", 4, "KEY_TWICE"},
        Spoilt{"unnamed", "programmes.csv", "Steps", "", 2, "EMPTY_CELL"},
        Spoilt{"long_name", "programmes.csv", "Steps", std::string(201, 's'), 2, "TEXT_TOO_LONG"},
        Spoilt{"long_person_name", "people.csv", "Ana", std::string(121, 'a'), 2, "TEXT_TOO_LONG"},
        Spoilt{"number_with_letters", "sessions.csv", "60,10,", "60m,10,", 2, "BAD_NUMBER"},
        Spoilt{"number_too_large", "sessions.csv", "60,10,", "1441,10,", 2, "BAD_NUMBER"},
        Spoilt{"no_such_date", "people.csv", "ana,Ana,social-worker,dawn,2019-01-01",
               "ana,Ana,social-worker,dawn,2019-02-30", 2, "BAD_DATE"},
        Spoilt{"roster_of_another_age", "people.csv", "ana,Ana,social-worker,dawn,2019",
               "ana,Ana,social-worker,dawn,0019", 2, "BAD_DATE"},
        Spoilt{"day_or_month", "people.csv", "ana,Ana,social-worker,dawn,2019-01-01",
               "ana,Ana,social-worker,dawn,01/02/2019", 2, "BAD_DATE"},
        Spoilt{"no_such_time", "attendances.csv", "T09:55", "T24:55", 2, "BAD_TIME"},
        Spoilt{"unknown_kind", "sessions.csv", "workshop", "party", 2, "UNKNOWN_CODE"},
        Spoilt{"unspecified_kind", "sessions.csv", "workshop", "unspecified", 2, "UNKNOWN_CODE"},
        Spoilt{"unknown_place_kind", "places.csv", "room,hall", "cellar,hall", 6, "UNKNOWN_CODE"},
        Spoilt{"unknown_zone", "places.csv", "Europe/Sofia", "Europe/Ruse", 4, "UNKNOWN_TIME_ZONE"},
        Spoilt{"site_without_zone", "places.csv", "Europe/Sofia", "", 4, "EMPTY_CELL"},
        Spoilt{"venue_with_capacity", "places.csv", "Library,,,", "Library,,5,", 5, "UNEXPECTED_CELL"},
        Spoilt{"long_country_code", "places.csv", ",bg", ",bgr", 2, "BAD_COUNTRY_CODE"},
        Spoilt{"unknown_parent", "places.csv", "hall,library", "hall,libary", 6, "UNKNOWN_PARENT"},
        Spoilt{"region_of_a_site", "places.csv", "venue,library,ruse,", "venue,library,ruse-province,", 5,
               "WRONG_PARENT"},
        Spoilt{"two_programmes", "programmes.csv", "Steps\n", "Steps\nleaps,Leaps\n", 3, "ONE_PROGRAMME"},
        Spoilt{"project_of_no_programme", "projects.csv", "rest,steps", "rest,steep", 3, "UNKNOWN_PROGRAMME"},
        Spoilt{"organisation_in_a_site", "organisations.csv", "ruse-province", "ruse", 2, "UNKNOWN_REGION"},
        Spoilt{"unknown_partner", "partnerships.csv", "town", "city", 2, "UNKNOWN_ORGANISATION"},
        Spoilt{"partnership_twice", "partnerships.csv", "funder\n", "funder\ncare,town,funder\n", 3, "ROW_TWICE"},
        Spoilt{"round_without_projects", "rounds.csv", ",care,", ",,", 2, "BAD_PROJECTS"},
        Spoilt{"round_year", "rounds.csv", ",2021\n", ",1899\n", 2, "BAD_NUMBER"},
        Spoilt{"round_key_twice", "rounds.csv", ",2021\n", ",2021\n2021,steps,care,Again,2021\n", 3, "KEY_TWICE"},
        Spoilt{"session_of_no_round", "sessions.csv", "second,2021", "second,2020", 3, "UNKNOWN_ROUND"},
        Spoilt{"session_in_a_venue", "sessions.csv", "second,2021,care,hall", "second,2021,care,library", 3,
               "UNKNOWN_ROOM"},
        Spoilt{"clocks_jump_over_the_start", "sessions.csv", "2021-03-27T11:00", "2021-03-28T03:30", 3,
               "LOCAL_TIME_SKIPPED"},
        Spoilt{"one_key_two_names", "people.csv", "bo,Bo,psychologist,town", "bo,Bob,psychologist,town", 4,
               "DIFFERENT_PERSON"},
        Spoilt{"guest_with_a_date", "people.csv", "guest,Guest,other,,,", "guest,Guest,other,,2020-01-01,", 5,
               "UNEXPECTED_CELL"},
        Spoilt{"left_before_coming", "people.csv", "2022-01-01", "2018-01-01", 3, "UNTIL_BEFORE_FROM"},
        Spoilt{"group_of_nobody", "groups.csv", "g2,second,town,1", "g2,second,town,0", 3, "BAD_NUMBER"},
        Spoilt{"unknown_member", "groups.csv", "ana bo", "ana cy", 2, "UNKNOWN_PERSON"},
        Spoilt{"unknown_group_cancelled", "cancellations.csv", "g2", "g4", 2, "UNKNOWN_GROUP"},
        Spoilt{"cancelled_twice", "cancellations.csv", "g2\n", "g2\ng2\n", 3, "ROW_TWICE"},
        Spoilt{"scanned_in_another_century", "attendances.csv", "2021-03-27T09:55", "1921-03-27T09:55", 2,
               "SCAN_FAR_FROM_SESSION"},
        Spoilt{"scanned_in_another_year", "attendances.csv", "2021-03-27T09:55", "2022-03-27T09:55", 2,
               "SCAN_FAR_FROM_SESSION"},
        Spoilt{"scanned_at_no_time", "attendances.csv", "2021-03-27T09:55", "2021-03-28T03:00", 2,
               "LOCAL_TIME_SKIPPED"},
        Spoilt{"unknown_person_came", "attendances.csv", "first,ana", "first,cy", 2, "UNKNOWN_PERSON"}),
    [](const auto& test) { return test.param.rule; });

}  // namespace
}  // namespace opora::round_folder
