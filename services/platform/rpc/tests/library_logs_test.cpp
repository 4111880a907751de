#include "platform/rpc/library_logs.h"

#include <sstream>

#include <grpc/support/log.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "opora/options/v1/options.pb.h"
#include "platform/log/log.h"

namespace opora {
namespace {

using std::chrono::seconds;

TEST(RepeatedLines, AreWrittenOnceAMinuteFromEachPlace) {
  RepeatedLines lines;
  const RepeatedLines::Time start{};
  EXPECT_EQ(lines.count("a.cc:1", start), 1);
  for (int i = 0; i < 1'000; ++i) EXPECT_EQ(lines.count("a.cc:1", start + seconds(59)), std::nullopt);
  EXPECT_EQ(lines.count("a.cc:2", start + seconds(59)), 1) << "another place has its own minute";
  EXPECT_EQ(lines.count("a.cc:1", start + seconds(60)), 1'001);
  EXPECT_EQ(lines.count("a.cc:1", start + seconds(61)), std::nullopt);
  EXPECT_EQ(lines.count("a.cc:1", start + seconds(3'600)), 2);
}

TEST(LibraryLogs, AreOursAndSayNothingOfWhatCameFromOutside) {
  std::ostringstream written;
  log::write_to(&written);
  adopt_library_logs();
  gpr_set_log_verbosity(GPR_LOG_SEVERITY_ERROR);  // as gRPC sets it at its start
  for (int i = 0; i < 100; ++i)
    gpr_log("/somewhere/in/transport.cc", 7, GPR_LOG_SEVERITY_ERROR, "peer %s", "192.0.2.1");
  options::v1::Field field;
  EXPECT_FALSE(field.ParseFromString("\xff\xff"));
  log::write_to(nullptr);
  std::istringstream lines(written.str());
  int grpc_count = 0;
  for (std::string line; std::getline(lines, line);) {
    const auto said = nlohmann::json::parse(line);
    EXPECT_EQ(line.find("192.0.2.1"), std::string::npos);
    if (said["library"] != "grpc") continue;
    ++grpc_count;
    EXPECT_EQ(said["place"], "transport.cc:7");
    EXPECT_EQ(said["level"], "warning");
  }
  EXPECT_EQ(grpc_count, 1);
}

}  // namespace
}  // namespace opora
