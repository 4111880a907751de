// Sheets of which nothing stays but hashes without an order.
#include "feedback/sealing/sheets.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace opora::sealing {
namespace {

constexpr std::string_view kWaveBefore = "01890a5d-ac96-774b-bcce-b302099a8057";
constexpr std::string_view kWaveAfter = "01890a5d-ac96-774b-bcce-b302099a8058";
constexpr std::string_view kWaveLater = "01890a5d-ac96-774b-bcce-b302099a8059";
constexpr SheetWaves kThreeWaves{kWaveBefore, kWaveAfter, kWaveLater};

std::string hex(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    text += "0123456789abcdef"[static_cast<unsigned char>(byte) >> 4];
    text += "0123456789abcdef"[static_cast<unsigned char>(byte) & 0x0F];
  }
  return text;
}

TEST(Sheets, HaveThreeTokensAndALinkCodeOfTheirOwn) {
  const std::vector<Sheet> sheets = draw_sheets(1'000);
  ASSERT_EQ(sheets.size(), 1'000U);
  std::set<Token> tokens;
  std::set<LinkCode> link_codes;
  for (const Sheet& sheet : sheets) {
    for (const Token& token : {sheet.before, sheet.after, sheet.follow_up}) tokens.insert(token);
    link_codes.insert(sheet.link_code);
  }
  EXPECT_EQ(tokens.size(), 3'000U);
  EXPECT_EQ(link_codes.size(), 1'000U);
  EXPECT_TRUE(draw_sheets(0).empty());
}

TEST(Sheets, AreRepeatedBySeedAlone) {
  SeededRandomness one(1), same(1);
  EXPECT_EQ(draw_sheets(1, one).front().after, draw_sheets(1, same).front().after);
  EXPECT_NE(draw_sheets(1, one).front().after, draw_sheets(1).front().after);
}

// By the standard's own program: printf '%s%s' WAVE TOKEN | sha256sum.
TEST(TokenHashes, AreSha256OfTheWaveAndTheToken) {
  const Token token = *Token::typed("23456-789AC-EFHKM-NPRA");
  EXPECT_EQ(hex(hash_of(kWaveBefore, token).bytes),
            "e35f849d6f65ff0a46223fbf4fe2df95109a1526b05f00bdeb3ad08b3ed06c57");
  EXPECT_NE(hash_of(kWaveAfter, token), hash_of(kWaveBefore, token)) << "a token is of one wave";
}

TEST(TokenHashes, AreOfWavesWithAnIdAlone) {
  const Token token = Token::draw();
  for (const std::string& none : {std::string(), std::string("wave"), std::string(kWaveBefore) + "2"})
    EXPECT_THROW(hash_of(none, token), std::invalid_argument) << none;
}

TEST(TokenHashes, AreEachWavesOwn) {
  const std::vector<Sheet> sheets = draw_sheets(40);
  const SheetHashes hashes = hashes_of(sheets, kThreeWaves);
  for (const Sheet& sheet : sheets) {
    EXPECT_TRUE(std::ranges::count(hashes.before, hash_of(kWaveBefore, sheet.before)) == 1);
    EXPECT_TRUE(std::ranges::count(hashes.after, hash_of(kWaveAfter, sheet.after)) == 1);
    EXPECT_TRUE(std::ranges::count(hashes.follow_up, hash_of(kWaveLater, sheet.follow_up)) == 1);
  }
  EXPECT_EQ(hashes.before.size() + hashes.after.size() + hashes.follow_up.size(), 120U);
}

TEST(TokenHashes, AreOfTheWavesThatThereAre) {
  const std::vector<Sheet> sheets = draw_sheets(5);
  const SheetHashes hashes = hashes_of(sheets, {kWaveBefore, "", ""});
  EXPECT_EQ(hashes.before.size(), 5U);
  EXPECT_TRUE(hashes.after.empty());
  EXPECT_TRUE(hashes.follow_up.empty());
}

// Whoever printed the sheets, in whatever order: the hashes are the same list.
TEST(TokenHashes, KeepNoOrderOfTheSheets) {
  std::vector<Sheet> sheets = draw_sheets(40);
  const SheetHashes hashes = hashes_of(sheets, kThreeWaves);
  EXPECT_TRUE(std::ranges::is_sorted(hashes.before));
  std::ranges::reverse(sheets);
  const SheetHashes reversed = hashes_of(sheets, kThreeWaves);
  EXPECT_EQ(reversed.before, hashes.before);
  EXPECT_EQ(reversed.after, hashes.after);
  EXPECT_EQ(reversed.follow_up, hashes.follow_up);
}

}  // namespace
}  // namespace opora::sealing
