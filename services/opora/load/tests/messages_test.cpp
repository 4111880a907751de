// What a coordinator is told: by file, line and column, what is wrong and what to write, in the file's words and in
// each language. The rows are messages that people of other platforms did not understand.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "opora/load/compare.h"
#include "opora/load/refusals.h"
#include "opora/load/refused_rows.h"
#include "opora/load/tests/folders.h"
#include "opora/load/tests/standing_after.h"
#include "opora/round_folder/tests/written_workbook.h"
#include "opora/round_folder/wording.h"
#include "platform/ids/ids.h"
#include "round_folder_words.h"

namespace opora::load {
namespace {

using round_folder::Defect;
using round_folder::Files;
using round_folder::Wording;

struct Edit {
  std::string file, before, after;
};

Files edited(Files files, const std::vector<Edit>& edits) {
  for (const auto& [file, before, after] : edits) {
    std::string& text = files[file];
    const auto place = text.find(before);
    EXPECT_NE(place, std::string::npos) << file << " has no " << before;
    if (place != std::string::npos) text.replace(place, before.size(), after);
  }
  return files;
}

PersonIds ids_of(const round_folder::RoundFolder& folder) {
  PersonIds ids;
  for (const std::string& key : keys_of(folder).keys) ids[key] = uuid_derived({}, "whom a test calls " + key);
  return ids;
}

// The first that is said of a folder: while it is read, by the check, or beside a platform that has the small one.
std::vector<Defect> told_first(const round_folder::ReadFolder& read, bool is_loaded_before) {
  if (!read.defects.empty()) return read.defects.sorted();
  if (const Told<Refused> refused = refused_rows(read.folder); refused.total > 0) return refused.kept;
  if (!is_loaded_before) return read.defects.notes();
  const round_folder::RoundFolder small = folder_of(round_folder::small_folder());
  const Standing standing = standing_after(plan(small, ids_of(small)));
  const PersonIds people = ids_of(read.folder);
  return compare(read.folder, people, plan(read.folder, people), standing).refused.kept;
}

// A line in each language, of which none has a place left open or the words of another one.
void expect_in_all_languages(const Defect& defect, const round_folder::FolderNames& names) {
  const std::string english = Wording("en", names).message(defect);
  for (const std::string& language : round_folder_words().languages()) {
    const Wording wording(language, names);
    EXPECT_EQ(wording.text(defect).find_first_of("{}"), std::string::npos) << wording.text(defect);
    if (language == "en") continue;
    EXPECT_NE(wording.message(defect), english) << language;
    EXPECT_NE(wording.text(defect).find(defect.reason), std::string::npos) << "the reason is the same in " << language;
  }
}

struct Message {
  std::string rule;
  std::vector<Edit> edits;
  std::string told;
  bool is_loaded_before = false;
};

void PrintTo(const Message& message, std::ostream* out) { *out << message.rule; }

class Messages : public testing::TestWithParam<Message> {};

TEST_P(Messages, SayWhereWhatAndWhatToWrite) {
  const Message& message = GetParam();
  const round_folder::FolderOnDisk on_disk(edited(round_folder::small_folder(), message.edits));
  const round_folder::ReadFolder read = round_folder::read_round_folder(on_disk.path());
  const std::vector<Defect> told = told_first(read, message.is_loaded_before);
  if (message.told.empty()) {
    EXPECT_TRUE(told.empty()) << to_text(told.front());
    return;
  }
  ASSERT_FALSE(told.empty());
  EXPECT_EQ(Wording("en", read.defects.names()).text(told.front()), message.told);
  expect_in_all_languages(told.front(), read.defects.names());
}

const std::string kKeys = "A key is up to 64 letters from a to z, digits and dashes";
const std::string kPutBack = "A load can't change that yet: put it back as it is on the platform";

INSTANTIATE_TEST_SUITE_P(
    Rules, Messages,
    testing::Values(
        Message{"a_roster_of_another_age",
                {{"people.csv", "dawn,2019-01-01,\n", "dawn,0019-01-01,\n"}},
                "people.csv, line 2, column \"from_date\": BAD_DATE: There is \"0019-01-01\". The year is 1900 or "
                "later. "
                "Write the date as 2023-10-18 or 18.10.2023."},
        Message{"a_scan_at_24",
                {{"attendances.csv", "2021-03-27T09:55", "2021-03-26T24:00"}},
                "attendances.csv, line 2, column \"scanned_at\": BAD_TIME: There is \"2021-03-26T24:00\". A day ends "
                "where the next begins: write 2021-03-27T00:00."},
        Message{"a_room_for_more",
                {{"places.csv", ",Hall,,20,", ",Hall,,25,"}},
                "places.csv, line 6, column \"capacity\": ID_TAKEN: The platform has it otherwise: \"capacity\" "
                "\"20\" → "
                "\"25\". " + kPutBack + " or, if this is something else, give it a key of its own.",
                true},
        Message{"somebody_left_out_and_still_counted",
                {{"groups.csv", "ana bo", "ana"}},
                "groups.csv, line 2, column \"members\": ID_TAKEN: The platform has it otherwise: \"members\" "
                "\"ana bo\" → \"ana\". Who is left out of \"members\" doesn't come: lower \"head_count\" by them as "
                "well, or name who comes instead. A load changes neither a group's session nor its organisation, and "
                "nothing of a cancelled one: put that back as it was, or give it another row under another key.",
                true},
        Message{"somebody_left_out_who_came",
                {{"groups.csv", "3,ana bo", "2,bo"}},
                "groups.csv, line 2, column \"members\": MEMBER_CAME: Somebody who is left out was scanned, so they "
                "came, and keep their place. Put them back into \"members\"; if the scan was a mistake, have it taken "
                "back first (opora attendance take-back). The platform has it otherwise: \"head_count\" \"3\" → "
                "\"2\", \"members\" \"ana bo\" → \"bo\".",
                true},
        Message{"another_first_day",
                {{"people.csv", "dawn,2019-01-01,\n", "dawn,2019-02-01,\n"}},
                "people.csv, line 2, column \"from_date\": ID_TAKEN: The platform has it otherwise: \"from_date\" "
                "\"2019-01-01\" → \"2019-02-01\". " + kPutBack + ".",
                true},
        Message{"the_same_name_but_for_what_nobody_sees",
                {{"people.csv", "bo,Bo,psychologist,dawn", "bo,\" B\u200bo\u00a0\",psychologist,dawn"}},
                "",
                true},
        Message{"two_names_that_look_alike",
                {{"people.csv", "bo,Bo,psychologist,town", "bo,B\u043e,psychologist,town"}},
                "people.csv, line 4, column \"name\": DIFFERENT_PERSON: Line 3 has the same key with another name, "
                "\"Bo\". They look alike, but here is \u043e (U+043E, CYRILLIC SMALL LETTER O), there o (U+006F, LATIN "
                "SMALL LETTER O). If this is one person, write the same name in both lines; if they are two, give one "
                "of them another key."},
        Message{"a_column_of_nothing",
                {{"rounds.csv", ",year\n2021,steps,care,Spring 2021,2021", ",year,\n2021,steps,care,Spring,2021,why"}},
                "rounds.csv, line 2: UNKNOWN_COLUMN: Column F has no name in the header: its cells were left out."},
        Message{"a_column_of_others",
                {{"rounds.csv", ",year\n2021,steps,care,Spring 2021,2021", ",year,Why\n2021,steps,care,Spring,2021,x"}},
                "rounds.csv, line 1, column \"Why\": UNKNOWN_COLUMN: No column is called \"Why\" (F): it was left out. "
                "Correct the name if it is one of this table's."},
        Message{"a_column_with_a_space", {{"people.csv", "key,name,", "key,name ,"}}, ""},
        Message{"a_key_with_a_space", {{"attendances.csv", "first,ana,", "first,\"ana\u00a0\","}}, ""},
        Message{"a_key_in_another_alphabet",
                {{"attendances.csv", "first,ana", "first,\u0430n\u0430"}},
                "attendances.csv, line 2, column \"person\": BAD_KEY: \"\u0430n\u0430\" holds \u0430 (U+0430, CYRILLIC "
                "SMALL LETTER A). " + kKeys + "."},
        Message{"a_key_in_capitals",
                {{"attendances.csv", "first,ana", "first,Ana"}},
                "attendances.csv, line 2, column \"person\": BAD_KEY: \"Ana\" holds A (U+0041, LATIN CAPITAL LETTER "
                "A). " +
                    kKeys + ": write \"ana\"."},
        Message{"semicolons_and_quotes", {{"cancellations.csv", "group\ng2\n", "\"group\";\"why; or not\"\n\"g2\";\n"}},
                "cancellations.csv, line 1, column \"why; or not\": UNKNOWN_COLUMN: No column is called \"why; or "
                "not\" "
                "(B): it was left out. Correct the name if it is one of this table's."},
        Message{"a_quote_that_is_never_closed",
                {{"people.csv", "ana,Ana", "ana,\"Ana"}},
                "people.csv, line 2: UNCLOSED_QUOTE: A quote is opened here and never closed, so all that follows is "
                "one "
                "cell: add the missing quote."},
        Message{"what_a_mac_leaves", {{"._people.csv", "", "\x05\x16"}}, ""},
        Message{"a_sign_that_nobody_sees",
                {{"people.csv", "ana,Ana", "ana,A\x01na"}},
                "people.csv, line 2, column \"name\": CONTROL_CHARACTER: There is a control character that nobody can "
                "see, U+0001, <control-0001>: type the cell anew."},
        Message{"a_room_that_is_nowhere",
                {{"sessions.csv", "second,2021,care,hall", "second,2021,care,hal"}},
                "sessions.csv, line 3, column \"room\": UNKNOWN_ROOM: No place has the key \"hal\": add it to "
                "places.csv "
                "or correct the key."},
        Message{"more_seats_than_the_room_has",
                {{"sessions.csv", "60,20,", "60,21,"}},
                "sessions.csv, line 3, column \"capacity\": CAPACITY_LARGER_THAN_ROOM: The room holds 20 people: lower "
                "\"capacity\" or take another room."},
        Message{"a_group_that_is_too_large",
                {{"groups.csv", "g1,first,dawn,3", "g1,first,dawn,11"}},
                "groups.csv, line 2, column \"head_count\": GROUP_LARGER_THAN_ROOM: The session takes 10 people: lower "
                "\"head_count\"."},
        Message{"two_groups_of_one_person",
                {{"groups.csv", "ana bo\n", "ana bo\ng3,first,town,1,bo\n"}},
                "groups.csv, line 3, column \"members\": ALREADY_REGISTERED: \"bo\" is in another group of this "
                "session. "
                "Name everybody in one group only; where this row takes that group's place, name that one in "
                "cancellations.csv."}),
    [](const auto& test) { return test.param.rule; });

// What was corrected by hand since is all of somebody on the roster that a load doesn't put right.
TEST(MessagesOfPeople, WhatWasCorrectedByHandIsToldWithBothNames) {
  const Files renamed = edited(round_folder::small_folder(), {{"people.csv", "ana,Ana", "ana,Anna"}});
  const round_folder::FolderOnDisk on_disk(renamed);
  const round_folder::ReadFolder read = round_folder::read_round_folder(on_disk.path());
  const PersonIds people = ids_of(read.folder);
  const round_folder::RoundFolder small = folder_of(round_folder::small_folder());
  Standing standing = standing_after(plan(small, people));
  standing.people.at(people.at("ana")).corrected_by = registration::CorrectedBy::hand;
  const auto told = compare(read.folder, people, plan(read.folder, people), standing).refused.kept;
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(Wording().text(told.front()),
            "people.csv, line 2, column \"name\": CORRECTED_SINCE: The platform has it otherwise: \"name\" \"Ana\" → "
            "\"Anna\". Somebody has put that right on the platform since: write it as it is there, or put it right "
            "there again (opora person, session, group or rename).");
  expect_in_all_languages(told.front(), read.defects.names());
}

// Half a century ago: whatever a device says is kept, and no row is refused in the contract's words for it.
TEST(RefusedScans, AreNoneHoweverLongAgoTheyWereMade) {
  Files files = round_folder::small_folder();
  for (const char* file : {"sessions.csv", "attendances.csv", "rounds.csv", "people.csv"})
    for (auto at = files[file].find("20"); at != std::string::npos; at = files[file].find("20", at + 2))
      if (files[file].substr(at, 4) == "2021" || files[file].substr(at, 3) == "201") files[file].replace(at, 2, "19");
  for (const char* file : {"sessions.csv", "attendances.csv", "rounds.csv"})
    for (auto at = files[file].find("1921"); at != std::string::npos; at = files[file].find("1921"))
      files[file].replace(at, 4, "1961");
  std::vector<std::string> lines;
  for (const Refused& row : refused_rows(folder_of(files)).kept) lines.push_back(to_text(row));
  EXPECT_EQ(lines, std::vector<std::string>());
}

// Registration would have a name and an occupation given, for which groups.csv has no columns.
TEST(MessagesOfPeople, AreInWordsOfTheFile) {
  const Error refusal{Code::conflict, "UNKNOWN_PERSON", "Give a name and what they work as."};
  EXPECT_EQ(Wording().text(*said_of_person(refusal, "ana")),
            "\"ana\" is not on the roster of this organisation. Give them a row with it in people.csv, or correct the "
            "key.");
}

// A table's text as rows of a sheet.
std::string rows_of(const std::string& table) {
  std::string rows, line;
  for (const char c : table) {
    if (c != '\n')
      line += c;
    else
      rows += round_folder::inline_row(std::exchange(line, ""));
  }
  return rows;
}

TEST(MessagesOfWorkbooks, NameTheSheetAndTheColumnAsTheOfficeWroteThem) {
  Files files = edited(round_folder::small_folder(),
                       {{"sessions.csv", "60,20,", "60,21,"}, {"sessions.csv", ",capacity,", ",Capacity,"}});
  const std::string sessions = files.at("sessions.csv");
  files.erase("sessions.csv");
  const round_folder::FolderOnDisk on_disk(files);
  ASSERT_TRUE(round_folder::write_archive(on_disk.path() / "Spring.xlsx",
                                          round_folder::workbook_of({{"Sessions", rows_of(sessions)}})));
  const round_folder::ReadFolder read = round_folder::read_round_folder(on_disk.path());
  ASSERT_TRUE(read.defects.empty());
  const Told<Refused> refused = refused_rows(read.folder);
  ASSERT_EQ(refused.total, 1u);
  const auto in = [&](const char* language) { return Wording(language, read.defects.names()).text(refused.kept[0]); };
  EXPECT_EQ(in("en"),
            "Spring.xlsx, sheet Sessions, line 3, column \"Capacity\": CAPACITY_LARGER_THAN_ROOM: The room holds 20 "
            "people: lower \"Capacity\" or take another room.");
  EXPECT_EQ(in("ru"),
            "Spring.xlsx, лист Sessions, строка 3, столбец \"Capacity\": CAPACITY_LARGER_THAN_ROOM: Помещение вмещает "
            "людей: 20. Уменьшите \"Capacity\" или возьмите другое помещение.");
  EXPECT_EQ(in("bg"),
            "Spring.xlsx, лист Sessions, ред 3, колона \"Capacity\": CAPACITY_LARGER_THAN_ROOM: Залата побира толкова "
            "души: 20. Намалете \"Capacity\" или изберете друга зала.");
  EXPECT_EQ(in("kk"),
            "Spring.xlsx, Sessions парағы, 3-жол, \"Capacity\" бағаны: CAPACITY_LARGER_THAN_ROOM: Бөлмеге сыятын адам "
            "саны: 20. \"Capacity\" мәнін азайтыңыз немесе басқа бөлме таңдаңыз.");
}

}  // namespace
}  // namespace opora::load
