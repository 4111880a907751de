// Footprint: the whole process after a real round was loaded, and how soon it is ready again on the data it left. The
// last line is one JSON object of medians.
#include <cstdlib>
#include <iostream>
#include <thread>

#include <nlohmann/json.hpp>

#include "bench/load.h"
#include "process/platform_under_test.h"

namespace opora::bench {
namespace {

using testing::PlatformUnderTest;
using testing::ScratchFolder;

constexpr int kStarts = 5;

int run_footprint(const std::string& round_folder) {
  ScratchFolder scratch;
  std::vector<double> rss_mb, ready_ms;
  {
    PlatformUnderTest platform(scratch / "data");
    const std::string command = testing::opora_program() + " load '" + round_folder +
                                "' --address=" + platform.server().address() + " --data='" +
                                (scratch / "data").string() + "' >&2";
    if (std::system(command.c_str()) != 0) throw std::runtime_error("loading the round failed");
    rss_mb.push_back(platform.server().usage().rss_mb);
    if (const auto violations = platform.violations(); !violations.empty())
      throw std::runtime_error(violations.front());
  }
  for (int i = 0; i < kStarts; ++i) {
    PlatformUnderTest platform(scratch / "data");
    ready_ms.push_back(platform.server().seconds_to_ready() * 1000);
  }
  std::cout << nlohmann::json{{"rss_mb", median(rss_mb)}, {"ready_ms", median(ready_ms)}}.dump() << std::endl;
  return 0;
}

}  // namespace
}  // namespace opora::bench

int main(int count, char** words) {
  const std::string folder = count > 1 ? words[1] : "deploy/rounds/amur-2023";
  if (folder == "--help") {
    std::cerr << "usage: footprint [ROUND_FOLDER]\n";
    return 0;
  }
  try {
    return opora::bench::run_footprint(folder);
  } catch (const std::exception& error) {
    std::cerr << "footprint: " << error.what() << "\n";
    return 1;
  }
}
