// A check is a promise: of randomly damaged folders those that pass load whole into an empty platform, and of those
// that are refused the platform refuses a row itself. The long test tries the same of thousands.
#include "opora/load/tests/damaged_folders.h"

#include <gtest/gtest.h>

namespace opora::load {
namespace {

constexpr int kTried = 300;

TEST(DamagedFolders, PassIfAndOnlyIfTheyLoadWhole) {
  const Agreement agreement = check_and_load(1, kTried);
  for (const std::string& disagreement : agreement.disagreements) ADD_FAILURE() << disagreement;
  // Else the damages don't try what they are for.
  EXPECT_GE(agreement.passed, kTried / 20);
  EXPECT_GE(agreement.refused, kTried / 20);
  EXPECT_EQ(agreement.passed + agreement.refused + agreement.unreadable, kTried);
}

TEST(DamagedFolders, AreTheSameForTheSameSeed) {
  EXPECT_EQ(damaged_folder(7).files, damaged_folder(7).files);
  EXPECT_NE(damaged_folder(7).files, damaged_folder(8).files);
}

}  // namespace
}  // namespace opora::load
