// What a door's sheet says when it comes back: it is read from the file that was written for it.
#include "opora/tool/scan.h"

#include <fstream>

#include <gtest/gtest.h>

#include "opora_tool_words.h"
#include "platform/testing/engines.h"

namespace opora::tool {
namespace {

class BroughtBackFile : public ::testing::Test {
 protected:
  Result<std::vector<BroughtBack>> read(const std::string& text) {
    const std::string file = folder_.file("door.csv");
    std::ofstream(file, std::ios::binary) << text;
    return read_brought_back(file);
  }
  opora::testing::TemporaryFolder folder_;
};

TEST_F(BroughtBackFile, IsTheSheetThatWasTakenAlong) {
  registration::v1::ExpectedGroup group;
  auto& person = *group.add_people();
  person.set_person_id("018b3a00-0000-7000-8000-000000000001");
  person.set_name("=Anna, \"A\"");
  const auto rows = read(to_text(door_sheet({group}, "Hall", "en"), Form::csv));
  ASSERT_TRUE(rows) << rows.error().message;
  ASSERT_EQ(rows->size(), 1U);
  EXPECT_EQ(rows->front().line, 2);
  EXPECT_EQ(rows->front().person, person.person_id());
  EXPECT_EQ(rows->front().came, "");
}

TEST_F(BroughtBackFile, IsReadInWhateverLanguageItWasTakenAlong) {
  registration::v1::ExpectedGroup group;
  auto& person = *group.add_people();
  person.set_person_id("018b3a00-0000-7000-8000-000000000001");
  for (const std::string& language : opora_tool_words().languages()) {
    const auto rows = read(to_text(door_sheet({group}, "Hall", language), Form::csv));
    ASSERT_TRUE(rows) << language << ": " << rows.error().message;
    ASSERT_EQ(rows->size(), 1U) << language;
    EXPECT_EQ(rows->front().person, person.person_id()) << language;
  }
}

TEST_F(BroughtBackFile, HasTwoColumnsThatCount) {
  const auto rows = read("came,note,person\r\n10:03,late,anna\r\n,,boris\r\n");
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 2U);
  EXPECT_EQ(rows->front().person, "anna");
  EXPECT_EQ(rows->front().came, "10:03");
  EXPECT_EQ(rows->back().person, "boris");
  EXPECT_EQ(rows->back().came, "");
}

TEST_F(BroughtBackFile, IsRefusedWithoutThem) {
  EXPECT_EQ(read("person,name\r\na,b\r\n").error().reason, "FILE_REFUSED");
  EXPECT_EQ(read("").error().reason, "FILE_REFUSED");
  EXPECT_EQ(read_brought_back(folder_.file("none.csv")).error().reason, "FILE_REFUSED");
}

}  // namespace
}  // namespace opora::tool
