// A file is its owner's, whole, and in nobody's place unless that was said.
#include "platform/sealing/private_file.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "platform/testing/engines.h"

namespace opora {
namespace {

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::ptrdiff_t files_in(const std::string& folder) {
  return std::distance(std::filesystem::directory_iterator(folder), {});
}

TEST(PrivateFile, IsItsOwnersAndWhole) {
  const testing::TemporaryFolder folder;
  const std::string text(100'000, 'x');
  const FileWritten written = write_private_file(folder.file("a"), text, IfThere::keep);
  EXPECT_FALSE(written.error) << written.error.message();
  EXPECT_FALSE(written.was_there);
  struct stat status {};
  ASSERT_EQ(::stat(folder.file("a").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  EXPECT_EQ(text_of(folder.file("a")), text);
  EXPECT_EQ(files_in(folder.path()), 1) << "no draft is left";
}

TEST(PrivateFile, KeepsOrReplacesWhatIsThere) {
  const testing::TemporaryFolder folder;
  write_private_file(folder.file("a"), "first", IfThere::keep);
  EXPECT_TRUE(write_private_file(folder.file("a"), "second", IfThere::keep).was_there);
  EXPECT_EQ(text_of(folder.file("a")), "first");
  EXPECT_TRUE(write_private_file(folder.file("a"), "third", IfThere::replace).was_there);
  EXPECT_EQ(text_of(folder.file("a")), "third");
  EXPECT_EQ(files_in(folder.path()), 1);
}

TEST(PrivateFile, SaysWhyItIsNotWritten) {
  const testing::TemporaryFolder folder;
  EXPECT_EQ(write_private_file(folder.file("nowhere/a"), "text", IfThere::keep).error,
            std::errc::no_such_file_or_directory);
  std::filesystem::create_directory(folder.file("a"));
  EXPECT_TRUE(write_private_file(folder.file("a"), "text", IfThere::replace).error);
  EXPECT_EQ(files_in(folder.path()), 1);
}

}  // namespace
}  // namespace opora
