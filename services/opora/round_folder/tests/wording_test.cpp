// What is said of a folder, worded: by parts, forms and the folder's own names.
#include "opora/round_folder/wording.h"

#include <gtest/gtest.h>

#include "opora/round_folder/look_alike.h"
#include "round_folder_words.h"

namespace opora::round_folder {
namespace {

FolderNames names_of_office() {
  FolderNames names;
  names.read_from("groups.csv", {"Spring.xlsx", "Groups"});
  names.read_from("people.csv", {"People.CSV"});
  names.has_column("groups.csv", "head_count", "Head_Count");
  return names;
}

TEST(WordingOfFolders, IsInFourLanguages) {
  EXPECT_EQ(round_folder_words().languages(), (std::vector<std::string>{"bg", "en", "kk", "ru"}));
}

TEST(WordingOfFolders, SaysWhereByTheFoldersOwnNames) {
  const Wording wording("en", names_of_office());
  const Said one_to_nine("bad_number", {{"least", "1"}, {"most", "9"}});
  const Defect in_cell{"groups.csv", 4, "head_count", "BAD_NUMBER", {one_to_nine}};
  EXPECT_EQ(wording.text(in_cell),
            "Spring.xlsx, sheet Groups, line 4, column \"Head_Count\": BAD_NUMBER: Write a whole number from 1 to 9.");
  EXPECT_EQ(to_text(in_cell), "groups.csv, line 4, column \"head_count\": BAD_NUMBER: Write a whole number from 1 to "
                              "9.");
  const Defect of_row{"people.csv", 2, "", "ROW_TWICE", {Said("row_twice")}};
  EXPECT_EQ(wording.text(of_row), "People.CSV, line 2: ROW_TWICE: An earlier line says the same: remove one.");
  const Defect of_file{"rounds.csv", 0, "", "MISSING_FILE", {Said("missing_table")}};
  EXPECT_EQ(wording.text(of_file),
            "rounds.csv: MISSING_FILE: The table isn't there: without it nothing can be loaded; add it.");
  EXPECT_EQ(wording.text(Defect{"people.csv", 3, "", "", {Said("row_twice")}}),
            "People.CSV, line 3: An earlier line says the same: remove one.");
}

TEST(WordingOfFolders, SpeaksOfOtherFilesAndColumnsByThoseNames) {
  const Wording wording("en", names_of_office());
  EXPECT_EQ(wording.text(Said("more_names_than_seats")),
            "More people are named than \"Head_Count\" says: raise it or remove names.");
  EXPECT_EQ(wording.text(Said("unknown_person", {{"key", "ana"}})),
            "No person has the key \"ana\": add them to People.CSV or correct the key.");
  EXPECT_EQ(wording.text(Said("change", {{"cell", "head_count", {}, "groups.csv"}, {"before", "3"}, {"after", "4"}})),
            "\"Head_Count\" \"3\" → \"4\"");
}

// What somebody typed is said as they typed it, whatever it looks like.
TEST(WordingOfFolders, FillsInNothingTwice) {
  EXPECT_EQ(Wording().text(Said("unknown_group", {{"key", "{groups.csv} {key}"}})),
            "No group has the key \"{groups.csv} {key}\": correct it.");
}

TEST(WordingOfFolders, HasTheFormForTheCount) {
  EXPECT_EQ(Wording("en").text(Said("folder_has_defects", {}, 1)), "The folder has 1 defect.");
  EXPECT_EQ(Wording("ru").text(Said("folder_has_defects", {}, 2)), "В папке 2 ошибки.");
  EXPECT_EQ(Wording("ru").text(Said("folder_has_defects", {}, 5)), "В папке 5 ошибок.");
  EXPECT_EQ(Wording("bg").text(Said("folder_has_defects", {}, 5)), "В папката има 5 грешки.");
  EXPECT_EQ(Wording("kk").text(Said("folder_has_defects", {}, 5)), "Қалтада 5 қате бар.");
  EXPECT_EQ(Wording("fr").text(Said("no_defects")), "The folder has no defects.") << "nobody has written them";
}

TEST(LookAlikes, AreLettersOfTwoAlphabetsAtOnePlace) {
  EXPECT_TRUE(unlike_letters("Anna", "\u0410nna"));
  EXPECT_TRUE(unlike_letters("Ivan\u043e", "Ivano"));
  EXPECT_FALSE(unlike_letters("Anna", "Anne")) << "of one alphabet";
  EXPECT_FALSE(unlike_letters("Анна", "Анне"));
  EXPECT_FALSE(unlike_letters("Anna", "Annabel"));
  EXPECT_FALSE(unlike_letters("O'Neill", "O\u2019Neill")) << "the apostrophe is no letter";
}

}  // namespace
}  // namespace opora::round_folder
