// Fairness: a bystander who registers, reads a report and reads a log, beside each of those who take what they can, and
// alone. The last line is one JSON object: the medians of the rounds, and what must not happen at all in all of them.
#include <chrono>
#include <iostream>
#include <map>

#include <nlohmann/json.hpp>

#include "bench/load.h"
#include "bench/options.h"
#include "process/fairness.h"

namespace opora::bench {
namespace {

using testing::Bystander;
using testing::NamedAttack;
using testing::PlatformUnderTest;
using testing::ScratchFolder;
using testing::Served;

constexpr int kUploadsBefore = 100;

// One figure of every round, by name.
using Series = std::map<std::string, std::vector<double>>;
using ServedByKind = std::map<std::string, Served>;

struct Refused {
  int count = 0;
  std::string first;
};

ServedByKind for_seconds(Bystander& bystander, int seconds) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  return bystander.go_on([&](int) { return std::chrono::steady_clock::now() >= until; });
}

double p99(const Served& served) {
  LoadResult result;
  result.latencies_ms = served.latencies_ms;
  std::ranges::sort(result.latencies_ms);
  return result.percentile_ms(0.99);
}

void compare(const std::string& attack, const ServedByKind& alone, const ServedByKind& beside, Series& series,
             Refused& refused) {
  double worst = 0;
  for (const auto& [kind, each] : beside) {
    const double ratio = p99(each) / p99(alone.at(kind));
    series[attack + "_" + kind + "_alone_p99_ms"].push_back(p99(alone.at(kind)));
    series[attack + "_" + kind + "_p99_ms"].push_back(p99(each));
    series[attack + "_" + kind + "_ratio"].push_back(ratio);
    worst = std::max(worst, ratio);
    if (each.refused_count > 0 && refused.count == 0) refused.first = attack + ", " + kind + ": " + each.first_refusal;
    refused.count += each.refused_count;
  }
  series[attack + "_ratio"].push_back(worst);
}

void measure(const NamedAttack& attack, const BenchOptions& options, Series& series, Refused& refused) {
  ScratchFolder scratch;
  PlatformUnderTest platform(scratch / "platform");
  platform.open_session(100'000);
  testing::fill_report(platform, kUploadsBefore);
  Bystander bystander(platform);
  for_seconds(bystander, 1);  // warm
  const ServedByKind alone = for_seconds(bystander, options.seconds);
  const auto attacking = attack.begin(platform);
  testing::wait_until_under_way(*attacking);
  const ServedByKind beside = for_seconds(bystander, options.seconds);
  compare(attack.name, alone, beside, series, refused);
  std::cerr << "  " << attack.name << " ratio " << series[std::string(attack.name) + "_ratio"].back() << " ("
            << attacking->told() << ")\n";
}

int run_fairness(const BenchOptions& options) {
  Series series;
  Refused refused;
  for (int round = 1; round <= options.rounds; ++round) {
    std::cerr << "round " << round << "\n";
    for (const NamedAttack& attack : testing::attacks()) measure(attack, options, series, refused);
  }
  nlohmann::json result;
  double worst = 0;
  for (const auto& [figure, values] : series) result[figure] = median(values);
  for (const NamedAttack& attack : testing::attacks())
    worst = std::max(worst, median(series[std::string(attack.name) + "_ratio"]));
  result["worst_ratio"] = worst;  // of any attack: p99 beside it to p99 alone, of whichever of the calls suffers most
  result["refused"] = refused.count;  // of the bystander's, in all rounds
  result["rounds"] = options.rounds;
  if (refused.count > 0) std::cerr << refused.first << "\n";
  std::cout << result.dump() << std::endl;
  return refused.count == 0 ? 0 : 1;
}

}  // namespace
}  // namespace opora::bench

int main(int count, char** words) {
  using namespace opora::bench;
  return run_bench({"fairness", "a bystander's calls beside those of whoever takes all they can get, and alone"},
                   {words + 1, words + count}, run_fairness);
}
