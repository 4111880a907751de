// What operators meet: a full disk, a damaged file, a file of a newer version, a second process. Each says so in a
// sentence, and nothing is lost.
#include <array>
#include <cstdio>
#include <fstream>

#include <gtest/gtest.h>
#include <sys/wait.h>

#include "opora/registration/v1/registration_service.pb.h"
#include "platform/sql/database.h"
#include "platform/sql/sqlite/open_sqlite.h"
#include "process/platform_under_test.h"

namespace opora::testing {
namespace {

constexpr std::chrono::seconds kWithin{20};

registration::v1::RegisterGroupRequest next_request(PlatformUnderTest& platform) {
  registration::v1::RegisterGroupRequest request;
  request.ParseFromString(platform.new_registration());
  return request;
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Ended {
  int exit_code = -1;
  std::string said;
};

// Runs `opora serve` on a folder where it must refuse to start.
Ended serve_on(const std::filesystem::path& folder) {
  const std::string command = opora_program() + " serve --data='" + folder.string() +
                              "' --listen.address=127.0.0.1:0 --metrics.address= --log.level=error 2>&1";
  Ended ended;
  FILE* out = popen(command.c_str(), "r");
  std::array<char, 4096> buffer{};
  while (fgets(buffer.data(), buffer.size(), out) != nullptr) ended.said += buffer.data();
  ended.exit_code = WEXITSTATUS(pclose(out));
  return ended;
}

TEST(Storage, AFullDiskRefusesWritesServesReadsAndRecoversByItself) {
  ScratchFolder scratch;
  PlatformUnderTest platform(scratch / "data");
  platform.open_session(100);
  const auto client = platform.connect();
  const auto registers = [&](const registration::v1::RegisterGroupRequest& request) {
    return client->call<registration::v1::RegisterGroupResponse>(request, kWithin);
  };
  const auto confirmed = [&] {
    registration::v1::GetSeatsRequest seats;
    seats.set_session_id(platform.session());
    const auto answer = client->call<registration::v1::GetSeatsResponse>(seats, kWithin);
    return answer ? answer->confirmed_count() : -1;
  };
  ASSERT_TRUE(registers(next_request(platform)));

  platform.server().limit_files(4096);
  const auto refused_request = next_request(platform);
  const auto refused = registers(refused_request);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "STORAGE_FULL");
  EXPECT_EQ(refused.error().code, Code::unavailable);
  EXPECT_EQ(confirmed(), 1) << "reads go on, and the refused group left nothing";

  platform.server().limit_files(-1);
  EXPECT_TRUE(registers(refused_request)) << "the same request, once there is room again";
  EXPECT_EQ(confirmed(), 2);
  EXPECT_EQ(platform.violations(), std::vector<std::string>{});
}

TEST(Storage, AFileThatCantBeTrustedIsNotOpenedAndNotTouched) {
  struct Case {
    const char* rule;
    std::function<void(const std::filesystem::path&)> damage;
    const char* reason;
  };
  const Case cases[] = {
      {"a damaged page",
       [](const auto& file) {
         std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
         out.seekp(4096);
         for (int i = 0; i < 4096; ++i) out.put('\x5a');
       },
       "DATABASE_CORRUPT"},
      {"no database at all", [](const auto& file) { std::ofstream(file) << "Dear Madam or Sir,"; }, "DATABASE_CORRUPT"},
      {"a newer version's",
       [](const auto& file) {
         static const Migration future[] = {{1, "future", "CREATE TABLE future (id TEXT);"}};
         SqliteOptions options;
         options.path = file.string() + ".future";
         const std::array migrations{Migrations{"registration-of-the-future", future}};
         ASSERT_TRUE(open_sqlite(options, migrations));
         std::filesystem::rename(options.path, file);
       },
       "DATABASE_TOO_NEW"},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.rule);
    ScratchFolder scratch;
    { PlatformUnderTest platform(scratch / "data"); }
    const auto file = scratch / "data/registration.db";
    each.damage(file);
    const std::string before = bytes_of(file);
    const Ended ended = serve_on(scratch / "data");
    EXPECT_EQ(ended.exit_code, 1);
    EXPECT_NE(ended.said.find(each.reason), std::string::npos) << ended.said;
    EXPECT_EQ(bytes_of(file), before);
  }
}

TEST(Storage, ASecondProcessOnTheSameDataIsRefused) {
  ScratchFolder scratch;
  PlatformUnderTest platform(scratch / "data");
  const Ended ended = serve_on(scratch / "data");
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_NE(ended.said.find("DATABASE_IN_USE"), std::string::npos) << ended.said;
}

}  // namespace
}  // namespace opora::testing
