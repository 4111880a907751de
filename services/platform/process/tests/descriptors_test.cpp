// What is left for clients of the files that a process may have open.
#include "platform/process/descriptors.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

namespace opora {
namespace {

struct Case {
  const char* rule;
  std::size_t descriptors;
  std::uint64_t memory;
  std::size_t most, of_peer;  // 0 asks for nothing
  std::size_t expected_most, expected_of_peer;
  const char* reason;
};

class ConnectionsThatFit : public ::testing::TestWithParam<Case> {};

TEST_P(ConnectionsThatFit, LeaveRoomForTheProcessItself) {
  const auto& row = GetParam();
  const auto limits = door_limits({row.descriptors, 100, row.memory}, row.most, row.of_peer);
  if (*row.reason != '\0') {
    ASSERT_FALSE(limits) << row.rule;
    EXPECT_EQ(limits.error().reason, row.reason) << row.rule;
    return;
  }
  ASSERT_TRUE(limits) << row.rule << ": " << limits.error().message;
  EXPECT_EQ(limits->most, row.expected_most) << row.rule;
  EXPECT_EQ(limits->of_peer, row.expected_of_peer) << row.rule;
}

constexpr std::uint64_t kPlenty = 64ULL << 30, kLittle = 512ULL << 20, kTooLittle = 1 << 20;

INSTANTIATE_TEST_SUITE_P(
    Rules, ConnectionsThatFit,
    ::testing::Values(Case{"all but an eighth beside, for health", 1000, kPlenty, 0, 0, 800, 400, ""},
                      Case{"files and memory without end", 1 << 20, kPlenty, 0, 0, 16'000, 8'000, ""},
                      Case{"what half the memory holds", 1 << 20, kLittle, 0, 0, 2'684, 1'342, ""},
                      Case{"more than that, when asked for", 1 << 20, kLittle, 9'000, 0, 9'000, 4'500, ""},
                      Case{"a few in any case", 1000, kTooLittle, 0, 0, 16, 8, ""},
                      Case{"what is asked for", 1000, kPlenty, 500, 300, 500, 300, ""},
                      Case{"half of what is asked for", 1000, kPlenty, 501, 0, 501, 251, ""},
                      Case{"more than by itself", 1 << 20, kPlenty, 100'000, 0, 100'000, 50'000, ""},
                      Case{"all that fit", 1000, kPlenty, 800, 800, 800, 800, ""},
                      Case{"one more than fits", 1000, kPlenty, 801, 0, 0, 0, "CONNECTIONS_DONT_FIT"},
                      Case{"a peer's larger than the whole", 1000, kPlenty, 0, 801, 0, 0, "CONNECTIONS_DONT_FIT"},
                      Case{"the fewest", 118, kPlenty, 0, 0, 16, 8, ""},
                      Case{"one fewer", 117, kPlenty, 0, 0, 0, 0, "DESCRIPTORS_TOO_FEW"},
                      Case{"fewer than the process itself needs", 50, kPlenty, 0, 0, 0, 0, "DESCRIPTORS_TOO_FEW"}),
    [](const auto& info) { return "Row" + std::to_string(info.index); });

TEST(OwnDescriptors, GrowWithServicesAndTheirReaders) {
  EXPECT_GT(own_descriptors(3, 5), own_descriptors(1, 5));
  EXPECT_GE(own_descriptors(3, 68), own_descriptors(3, 5) + 3UL * 63);
}

TEST(MemoryLimit, IsKnown) {
  EXPECT_GT(memory_limit(), 64ULL << 20);
  EXPECT_LT(memory_limit(), 1ULL << 50);
}

// A process can't have more than any group around its own.
TEST(MemoryLimit, IsTheLeastOfAllGroupsAround) {
  const std::string root = std::filesystem::temp_directory_path() / ("opora_groups_" + std::to_string(getpid()));
  std::filesystem::create_directories(root + "/pod/container");
  const auto limit = [&](const char* group, const char* told) { std::ofstream(root + group + "/memory.max") << told; };
  EXPECT_EQ(memory_limit_of(root, "/pod/container"), UINT64_MAX);
  limit("/pod", "1000\n");
  EXPECT_EQ(memory_limit_of(root, "/pod/container"), 1000U);
  limit("/pod/container", "max\n");
  EXPECT_EQ(memory_limit_of(root, "/pod/container"), 1000U);
  limit("/pod/container", "900\n");
  EXPECT_EQ(memory_limit_of(root, "/pod/container"), 900U);
  limit("", "800\n");
  EXPECT_EQ(memory_limit_of(root, "/pod/container"), 800U);
  EXPECT_EQ(memory_limit_of(root, "/"), 800U);
  std::filesystem::remove_all(root);
}

TEST(DescriptorLimit, SoftBecomesHard) {
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
  const rlimit low{before.rlim_max / 2, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &low), 0);
  const std::size_t raised = raise_descriptor_limit();
  rlimit after{};
  getrlimit(RLIMIT_NOFILE, &after);
  EXPECT_EQ(after.rlim_cur, raised);
  EXPECT_EQ(raised, std::min<rlim_t>(before.rlim_max, 1 << 20));
  setrlimit(RLIMIT_NOFILE, &before);
}

TEST(MemoryOfACrash, IsWrittenNowhere) {
  ASSERT_TRUE(leave_no_core());
  rlimit limit{};
  ASSERT_EQ(getrlimit(RLIMIT_CORE, &limit), 0);
  EXPECT_LE(limit.rlim_cur, 1U);
  EXPECT_LE(limit.rlim_max, 1U);
  EXPECT_TRUE(leave_no_core()) << "once more";
}

}  // namespace
}  // namespace opora
