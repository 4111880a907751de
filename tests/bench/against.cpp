// Against: the same rush on two builds of the platform, this one and another, to see what a change costs. Measured in
// pairs, this one first in every other one (A B, B A, …), so that what the machine does meanwhile happens to both. The
// last line is one JSON object: the median of the pairs' ratios, this build's to the other's, and the interval in which
// 95 % of the medians of resampled pairs lie (Efron's percentile bootstrap).
#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <random>

#include <nlohmann/json.hpp>

#include "bench/load.h"
#include "bench/options.h"
#include "process/platform_under_test.h"
#include "process/services_under_test.h"

namespace opora::bench {
namespace {

using testing::PlatformUnderTest;
using testing::ScratchFolder;
using testing::ServerProcess;
using testing::ServicesUnderTest;

constexpr int kClients = 128;
constexpr int kResampledCount = 10'000;

struct Rush {
  double per_second = 0;
  double cpu_us_per_call = 0;  // of the server and of whoever calls, together
};

double own_cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + time.tv_usec / 1e6; };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

Rush measure(const ServerProcess& server, const std::string& token, int seconds, const MakeRequest& make) {
  LoadOptions load;
  load.addresses = {server.address()};
  load.method = testing::kRegisterGroup;
  load.client_count = load.channel_count = kClients;
  load.token = token;
  load.duration = std::chrono::seconds(seconds);
  LoadOptions warm_up = load;
  warm_up.duration = std::chrono::milliseconds(0);
  warm_up.call_count_max = kClients * 4;
  run_load(warm_up, make);
  const double before = own_cpu_seconds() + server.usage().cpu_seconds;
  const LoadResult result = run_load(load, make);
  const double used = own_cpu_seconds() + server.usage().cpu_seconds - before;
  if (result.failed_count > 0) throw std::runtime_error("calls failed: " + result.first_failure);
  return {result.per_second(), used * 1e6 / static_cast<double>(result.answered_count)};
}

// Where builds run, each measurement on a database of its own.
class Ground {
 public:
  explicit Ground(const BenchOptions& options) : options_(options) {
    if (options_.engine == "distributed") postgres_.emplace(scratch_);
  }

  // The programs of that build folder; empty: of this one.
  Rush rush(const std::filesystem::path& build) {
    testing::use_programs_of(build);
    const std::string name = "rush" + std::to_string(++count_);
    if (postgres_) {
      ServicesUnderTest services(*postgres_, name, 1, scratch_);
      services.open_session(100'000);
      return measure(services.registration(0), services.organisation_token(), options_.seconds,
                     [&] { return services.new_registration(); });
    }
    PlatformUnderTest platform(scratch_ / name);
    platform.open_session(100'000);
    return measure(platform.server(), platform.organisation_token(), options_.seconds,
                   [&] { return platform.new_registration(); });
  }

 private:
  const BenchOptions options_;
  ScratchFolder scratch_;
  std::optional<testing::DurablePostgres> postgres_;
  int count_ = 0;
};

// The median, and where 95 % of the medians of resampled pairs lie.
void tell(nlohmann::json& result, const std::string& figure, const std::vector<double>& ratios) {
  std::mt19937 random(20261129);
  std::uniform_int_distribution<std::size_t> any(0, ratios.size() - 1);
  std::vector<double> medians;
  for (int i = 0; i < kResampledCount; ++i) {
    std::vector<double> resampled;
    for (std::size_t n = 0; n < ratios.size(); ++n) resampled.push_back(ratios[any(random)]);
    medians.push_back(median(std::move(resampled)));
  }
  std::sort(medians.begin(), medians.end());
  result[figure] = median(ratios);
  result[figure + "_low"] = medians[kResampledCount / 40];
  result[figure + "_high"] = medians[kResampledCount - kResampledCount / 40 - 1];
}

int run_against(const BenchOptions& options) {
  Ground ground(options);
  std::vector<double> ratios, cpu_ratios;
  for (int pair = 1; pair <= options.rounds; ++pair) {
    const bool this_first = pair % 2 == 1;
    const Rush first = ground.rush(this_first ? "" : options.before);
    const Rush second = ground.rush(this_first ? options.before : "");
    const Rush& now = this_first ? first : second;
    const Rush& before = this_first ? second : first;
    ratios.push_back(now.per_second / before.per_second);
    cpu_ratios.push_back(now.cpu_us_per_call / before.cpu_us_per_call);
    std::cerr << "pair " << pair << "  per_s " << now.per_second << " before " << before.per_second << " ratio "
              << ratios.back() << "  cpu_us " << now.cpu_us_per_call << " before " << before.cpu_us_per_call
              << " cpu_ratio " << cpu_ratios.back() << "\n";
  }
  nlohmann::json result{{"pairs", options.rounds}};
  tell(result, "ratio", ratios);
  tell(result, "cpu_ratio", cpu_ratios);
  std::cout << result.dump() << std::endl;
  return 0;
}

}  // namespace
}  // namespace opora::bench

int main(int count, char** words) {
  using namespace opora::bench;
  const Bench against{"against",
                      "a rush on this build and on that of another checkout's build folder, --before FOLDER, in pairs; "
                      "--rounds are pairs",
                      {"embedded", "distributed"},
                      true};
  return run_bench(against, std::vector<std::string>(words + 1, words + count), run_against);
}
