// As damaged_folders_test.cpp, of ten thousand folders: a thousand in each test.
#include <gtest/gtest.h>

#include "opora/load/tests/damaged_folders.h"

namespace opora::load {
namespace {

constexpr int kTried = 1000;

class ManyDamagedFolders : public testing::TestWithParam<int> {};

TEST_P(ManyDamagedFolders, PassIfAndOnlyIfTheyLoadWhole) {
  const auto first_seed = static_cast<std::uint64_t>(1000 + GetParam() * kTried);
  for (const std::string& disagreement : check_and_load(first_seed, kTried).disagreements)
    ADD_FAILURE() << disagreement;
}

INSTANTIATE_TEST_SUITE_P(Seeds, ManyDamagedFolders, testing::Range(0, 10));

}  // namespace
}  // namespace opora::load
