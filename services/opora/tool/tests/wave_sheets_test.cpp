// What is printed is what was drawn: each token under its moment. A file that is there is no place for new ones.
#include "opora/tool/wave_sheets.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "platform/files/read_up_to.h"
#include "platform/sealing/private_file.h"
#include "platform/testing/engines.h"

namespace opora::tool {
namespace {

std::vector<feedback::v1::Wave> two_waves() {
  std::vector<feedback::v1::Wave> waves(2);
  waves[0].set_wave_id("first");
  waves[0].set_moment(feedback::v1::MOMENT_BEFORE);
  waves[1].set_wave_id("last");
  waves[1].set_moment(feedback::v1::MOMENT_FOLLOW_UP);
  waves[1].set_months_later(3);
  return waves;
}

// In the order of the waves, whatever that of the answer is.
TEST(DrawnSheets, HaveEachTokenUnderItsMoment) {
  feedback::v1::IssueSheetsResponse issued;
  feedback::v1::Sheet& sheet = *issued.add_sheets();
  sheet.set_link_code("LINK");
  for (const char* wave : {"last", "first", "of another series"}) {
    feedback::v1::SheetToken& token = *sheet.add_tokens();
    token.set_wave_id(wave);
    token.set_token(std::string("TOKEN ") + wave);
  }
  const auto printed_ones = printed_sheets(issued, two_waves());
  ASSERT_EQ(printed_ones.size(), 1u);
  EXPECT_EQ(printed_ones[0].link_code, "LINK");
  ASSERT_EQ(printed_ones[0].tokens.size(), 2u) << "none that its holder can't place";
  EXPECT_EQ(printed_ones[0].tokens[0].moment, feedback::v1::MOMENT_BEFORE);
  EXPECT_EQ(printed_ones[0].tokens[0].token, "TOKEN first");
  EXPECT_EQ(printed_ones[0].tokens[0].wave, "first");
  EXPECT_EQ(printed_ones[0].tokens[1].months_later, 3);
  EXPECT_EQ(printed_ones[0].tokens[1].token, "TOKEN last");
}

// Codes that can't be written are lost: the file is looked at before any are drawn.
TEST(DrawnSheets, AreNotDrawnWhereTheirFileIsThere) {
  const testing::TemporaryFolder folder;
  const std::string file = folder.file("sheets.html");
  ASSERT_FALSE(write_private_file(file, "others", IfThere::keep).error);
  const ConnectionOptions nowhere{.data = "/nowhere"};
  EXPECT_EQ(draw_sheets(nowhere, {.series = "ours", .out = file}).error().reason, "FILE_IS_THERE");
  EXPECT_EQ(draw_sheets(nowhere, {.series = "ours", .out = folder.file("new.html")}).error().reason, "KEYS_NOT_FOUND");
  EXPECT_FALSE(std::filesystem::exists(folder.file("new.html")));
}

TEST(DrawnSheets, AreNotDrawnWhereTheirFileCannotBe) {
  const testing::TemporaryFolder folder;
  const ConnectionOptions nowhere{.data = "/nowhere"};
  EXPECT_EQ(draw_sheets(nowhere, {.series = "ours", .out = folder.file("no/where.html")}).error().reason,
            "FILE_NOT_WRITTEN");
}

// What does not fit is cut off where it is printed: that is what a sheet says of what is not protected.
TEST(DrawnSheets, AreNotDrawnInMoreLanguagesThanTheyHaveRoomFor) {
  const testing::TemporaryFolder folder;
  const ConnectionOptions nowhere{.data = "/nowhere"};
  SheetOptions sheets{.series = "ours", .out = folder.file("new.html")};
  sheets.languages = {"kk", "ru", "en"};
  EXPECT_EQ(draw_sheets(nowhere, sheets).error().reason, "TOO_MANY_LANGUAGES");
  sheets.languages = {"kk", "ru"};
  EXPECT_EQ(draw_sheets(nowhere, sheets).error().reason, "KEYS_NOT_FOUND");
}

}  // namespace
}  // namespace opora::tool
