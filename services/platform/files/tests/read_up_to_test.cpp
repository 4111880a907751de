// Whatever a path leads to, no more of it is read than was said.
#include "platform/files/read_up_to.h"

#include <array>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "platform/testing/engines.h"

namespace opora {
namespace {

TEST(ReadUpTo, ReadsNoMoreThanItIsTold) {
  const testing::TemporaryFolder folder;
  std::ofstream(folder.file("a"), std::ios::binary) << std::string("a\0b\r\n", 5);
  EXPECT_EQ(read_up_to(folder.file("a"), 4), std::string("a\0b\r", 4));
  for (const std::size_t bytes_max : {5, 6, 100'000}) {
    EXPECT_EQ(read_up_to(folder.file("a"), bytes_max), std::string("a\0b\r\n", 5));
  }
  EXPECT_EQ(read_up_to("/dev/zero", 4096), std::string(4096, '\0'));
  EXPECT_EQ(read_up_to("/dev/null", 4096), "");
}

TEST(ReadUpTo, TakesAPipePieceByPiece) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  ASSERT_EQ(::write(ends[1], "first", 5), 5);
  ASSERT_EQ(::write(ends[1], "second", 6), 6);
  ::close(ends[1]);
  EXPECT_EQ(read_up_to("/dev/fd/" + std::to_string(ends[0]), 100), "firstsecond");
  ::close(ends[0]);
}

TEST(ReadUpTo, SaysWhatCanNotBeRead) {
  const testing::TemporaryFolder folder;
  EXPECT_EQ(read_up_to(folder.file("nowhere"), 100), std::nullopt);
  EXPECT_EQ(read_up_to(folder.path(), 100), std::nullopt);
}

}  // namespace
}  // namespace opora
