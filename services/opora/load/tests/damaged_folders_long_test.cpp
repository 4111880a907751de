// As damaged_folders_test.cpp, of ten thousand folders: a thousand in each test.
#include <gtest/gtest.h>

#include "opora/load/tests/damaged_folders.h"

namespace opora::load {
namespace {

constexpr int kTried = 1000;

class ManyDamagedFolders : public testing::TestWithParam<int> {};

TEST_P(ManyDamagedFolders, PassIfAndOnlyIfTheyLoadWhole) {
  const auto first_seed = static_cast<std::uint64_t>(1000 + GetParam() * kTried);
  const Agreement agreement = check_and_load(first_seed, kTried);
  for (const std::string& disagreement : agreement.disagreements) ADD_FAILURE() << disagreement;
  // Else the damages don't try what they are for.
  EXPECT_GE(agreement.passed, kTried / 20);
  EXPECT_GE(agreement.refused, kTried / 20);
}

INSTANTIATE_TEST_SUITE_P(Seeds, ManyDamagedFolders, testing::Range(0, 10));

}  // namespace
}  // namespace opora::load
