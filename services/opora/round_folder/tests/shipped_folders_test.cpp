// The round folders that come with Opora have no defects, and neither has the one that their page shows.
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "opora/round_folder/folder.h"
#include "opora/round_folder/tests/small_folder.h"
#include "opora/round_folder/wording.h"

namespace opora::round_folder {
namespace {

TEST(ShippedFolders, HaveNoDefects) {
  int folder_count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(OPORA_ROUNDS)) {
    ++folder_count;
    const ReadFolder read = read_round_folder(entry.path());
    for (const Defect& defect : read.defects.sorted()) ADD_FAILURE() << entry.path() << ": " << to_text(defect);
    EXPECT_FALSE(read.folder.attendances.empty());
  }
  EXPECT_GT(folder_count, 0);
}

// A file's name and its header stand in one line, its rows below the header.
Files files_of_page() {
  std::ifstream page(OPORA_ROUND_FOLDER_PAGE);
  std::string line;
  while (std::getline(page, line) && line != "## The smallest folder") continue;
  while (std::getline(page, line) && line != "```") continue;
  Files files;
  std::string file;
  while (std::getline(page, line) && line != "```") {
    const auto text = line.find_first_not_of(' ', line.starts_with(' ') ? 0 : line.find(' '));
    if (!line.starts_with(' ')) file = line.substr(0, line.find(' '));
    files[file] += line.substr(text) + "\n";
  }
  return files;
}

TEST(ShippedFolders, TheSmallestOneIsAsThePageShowsIt) {
  const Files files = files_of_page();
  EXPECT_EQ(files.size(), 9u);
  const FolderOnDisk on_disk(files);
  const ReadFolder read = read_round_folder(on_disk.path());
  for (const Defect& defect : read.defects.sorted()) ADD_FAILURE() << to_text(defect);
  EXPECT_EQ(read.folder.attendances.size(), 1u);
}

}  // namespace
}  // namespace opora::round_folder
