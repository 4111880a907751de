// What is made of what a device read.
#include "registration/domain/scanned.h"

#include <gtest/gtest.h>

namespace opora::registration {
namespace {

const std::string kId = "016f5e66-e800-8fa7-9437-0e65ee46b23c";
const std::string kHidden = "\uFFFD";

struct IdCase {
  const char* rule;
  std::string text;
  bool is_id;
};

TEST(ScannedCodes, AreIdsHoweverDevicesWriteThem) {
  const IdCase cases[] = {
      {"as it is", kId, true},
      {"in capitals", "016F5E66-E800-8FA7-9437-0E65EE46B23C", true},
      {"in some", "016f5e66-E800-8fa7-9437-0e65ee46B23C", true},
      {"with the scanner's line end", kId + "\r\n", true},
      {"between spaces", "\t " + kId + " ", true},
      {"nothing", "", false},
      {"one short", kId.substr(1), false},
      {"one more", kId + "0", false},
      {"another letter", "g" + kId.substr(1), false},
      {"without dashes", "016f5e66e8008fa794370e65ee46b23c0000", false},
      {"an address", "https://example.org/menu", false},
      {"an id inside an address", "https://example.org/" + kId, false},
      {"Cyrillic а", "\u0430" + kId.substr(2), false},
  };
  for (const IdCase& row : cases)
    EXPECT_EQ(id_scanned(row.text), row.is_id ? std::optional(kId) : std::nullopt) << row.rule;
}

struct TextCase {
  const char* rule;
  std::string text, kept;
};

TEST(ScannedCodes, ThatAreNoIdsAreKeptAsTheyCanBeShown) {
  const TextCase cases[] = {
      {"an address", "https://example.org/menu", "https://example.org/menu"},
      {"as people write", "Меню №1 — ұлт 🍲", "Меню №1 — ұлт 🍲"},
      {"nothing", "", ""},
      {"spaces around it", " \r\nmenu\n", "menu"},
      {"a card of several lines", "BEGIN:VCARD\nN:X", "BEGIN:VCARD" + kHidden + "N:X"},
      {"a zero byte", std::string("a\0b", 3), "a" + kHidden + "b"},
      {"escape and delete", "a\x1b[2J\x7f", "a" + kHidden + "[2J" + kHidden},
      {"a C1 control", "a\u009b", "a" + kHidden},
      {"turned around", "abc\u202efdp.exe", "abc" + kHidden + "fdp.exe"},
      {"isolated", "\u2066a\u2069", kHidden + "a" + kHidden},
      {"of no width", "a\u200bb\ufeff", "a" + kHidden + "b" + kHidden},
  };
  for (const TextCase& row : cases) EXPECT_EQ(code_scanned(row.text), row.kept) << row.rule;
}

TEST(ScannedCodes, AreKeptToTheirFiveHundredthCharacter) {
  std::string letters;
  for (int i = 0; i < 500; ++i) letters += "ж";
  EXPECT_EQ(code_scanned(letters), letters);
  EXPECT_EQ(code_scanned(letters + "ж"), letters);
  EXPECT_EQ(code_scanned(std::string(100'000, 'x')), std::string(500, 'x'));
}

}  // namespace
}  // namespace opora::registration
