// The round folders that come with Opora have no defects.
#include <filesystem>

#include <gtest/gtest.h>

#include "opora/round_folder/folder.h"

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

}  // namespace
}  // namespace opora::round_folder
