// Answers: many people answer one wave at once, each with a sheet of their own, sealed and durable. Measured beside a
// plain gRPC echo and beside sealing alone on all cores, in interleaved rounds, so that what the machine does meanwhile
// happens to all of them; and then how long it takes a keeper to open a hundred thousand. The last line is one JSON
// object of medians.
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include <nlohmann/json.hpp>

#include "bench/load.h"
#include "bench/options.h"
#include "bench/servers.h"
#include "feedback/sealing/key_pair.h"
#include "opora/feedback/v1/feedback_service.pb.h"
#include "process/asked_waves.h"
#include "process/must.h"
#include "process/platform_under_test.h"

namespace opora::bench {
namespace {

using testing::AskedWaves;
using testing::DrawnSheet;
using testing::PlatformUnderTest;
using testing::ScratchFolder;
using testing::ServerProcess;

constexpr int kClients = 128;
constexpr int kWarmUpCalls = kClients * 4;
constexpr int kSheetsASecond = 10'000;          // more than are answered
constexpr int kOpened = 100'000;
constexpr std::size_t kSealedBytes = 10 + 2048;  // a link code, and answers of AskedWaves' size
constexpr std::size_t kEchoBytes = 0;            // what SubmitAnswersResponse takes
const std::vector<std::string> kUnlimited{"--limit.sealed=0"};

// One figure of every round, by name.
using Series = std::map<std::string, std::vector<double>>;

std::string self() { return std::filesystem::canonical("/proc/self/exe"); }

// What people write: a line or two.
std::string words_of(std::int64_t number) {
  return "What I would say " + std::to_string(number) + std::string(static_cast<std::size_t>(number * 37 % 160), '.');
}

LoadOptions load_on(const ServerProcess& server, const char* method, const BenchOptions& options) {
  LoadOptions load;
  load.addresses = {server.address()};
  load.method = method;
  load.client_count = kClients;
  load.channel_count = kClients;  // each client has a connection of its own, as people's programs do
  load.duration = std::chrono::seconds(options.seconds);
  return load;
}

LoadResult measure(LoadOptions load, const MakeRequest& make) {
  LoadOptions warm_up = load;
  warm_up.duration = std::chrono::milliseconds(0);
  warm_up.call_count_max = kWarmUpCalls;
  run_load(warm_up, make);
  LoadResult result = run_load(load, make);
  if (result.failed_count > 0) throw std::runtime_error("calls failed: " + result.first_failure);
  return result;
}

Client& planned(PlatformUnderTest& platform) {
  platform.open_session(100);
  return platform.administrator();
}

// A platform with one wave that is open, and so many sheets.
struct Asked {
  Asked(const std::filesystem::path& folder, int sheet_count)
      : platform(folder, kUnlimited),
        waves(planned(platform), platform.server().address(), platform.folder() / "keys", platform.round(), 1),
        sheets(waves.draw_sheets(sheet_count)) {}

  // Each sheet once, whoever asks for it.
  MakeRequest answers() {
    return [this] {
      const auto number = static_cast<std::int64_t>(next++);
      const DrawnSheet& sheet = sheets.at(static_cast<std::size_t>(number));
      return waves.answers(0, sheet, static_cast<int>(number % AskedWaves::kStrains), number, words_of(number))
          .SerializeAsString();
    };
  }

  PlatformUnderTest platform;
  AskedWaves waves;
  const std::vector<DrawnSheet> sheets;
  std::size_t next = 0;
};

LoadResult measure_platform(const std::filesystem::path& folder, const BenchOptions& options) {
  Asked asked(folder, kWarmUpCalls + options.seconds * kSheetsASecond);
  LoadOptions load = load_on(asked.platform.server(), testing::kSubmitAnswers, options);
  load.call_count_max = static_cast<std::int64_t>(asked.sheets.size()) - kWarmUpCalls;
  return measure(load, asked.answers());
}

// The same requests, of a wave that there isn't.
MakeRequest requests_for_nobody() {
  auto next = std::make_shared<std::int64_t>(0);
  return [next] {
    feedback::v1::SubmitAnswersRequest request;
    request.set_wave_id("01890000-0000-7000-8000-000000000000");
    request.set_token("7K2MX-7K2MX-7K2MX-7K2M");
    request.set_link_code("7K2MX-7K2MX");
    request.set_version(1);
    request.add_answers()->set_question("strain");
    request.mutable_answers(0)->add_options("s1");
    request.add_answers()->set_question("number");
    request.mutable_answers(1)->set_number_given(true);
    request.mutable_answers(1)->set_number(*next);
    request.add_answers()->set_question("words");
    request.mutable_answers(2)->set_text(words_of((*next)++));
    return request.SerializeAsString();
  };
}

LoadResult measure_echo(const BenchOptions& options) {
  ServerProcess echo({self(), "--serve-echo"});
  return measure(load_on(echo, kEchoMethod, options), requests_for_nobody());
}

// As many as all cores seal while they do nothing else.
double seals_per_second(const BenchOptions& options) {
  const sealing::KeyPair keys = sealing::make_key_pair();
  const std::string answers(kSealedBytes, 'a');
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(std::max(1, options.seconds / 2));
  const auto begun = std::chrono::steady_clock::now();
  std::atomic<std::int64_t> count{0};
  std::vector<std::thread> cores;
  for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i)
    cores.emplace_back([&] {
      std::int64_t mine = 0;
      for (; std::chrono::steady_clock::now() < end; ++mine)
        if (!sealing::seal(keys.public_key, answers)) std::abort();
      count += mine;
    });
  for (std::thread& core : cores) core.join();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  return static_cast<double>(count.load()) / took.count();
}

void run_round(int round, const ScratchFolder& scratch, const BenchOptions& options, Series& series) {
  const std::string name = "round-" + std::to_string(round);
  const LoadResult echo = measure_echo(options);
  const double seals = seals_per_second(options);
  const LoadResult platform = measure_platform(scratch / name, options);
  series["answers_per_s"].push_back(platform.per_second());
  series["echo_per_s"].push_back(echo.per_second());
  series["seals_per_s"].push_back(seals);
  series["ratio"].push_back(platform.per_second() / std::min(echo.per_second(), seals));
  series["p50_ms"].push_back(platform.percentile_ms(0.5));
  series["p99_ms"].push_back(platform.percentile_ms(0.99));
  series["p99_ratio"].push_back(platform.percentile_ms(0.99) / echo.percentile_ms(0.99));
  std::cerr << "round " << round;
  for (const auto& [figure, values] : series) std::cerr << "  " << figure << " " << values.back();
  std::cerr << "\n";
  std::filesystem::remove_all(scratch / name);
}

// The most memory that a server has had while this lived.
class MemoryWatch {
 public:
  explicit MemoryWatch(const ServerProcess& server) : server_(server), thread_([this] { watch(); }) {}
  ~MemoryWatch() { stop(); }
  MemoryWatch(const MemoryWatch&) = delete;
  MemoryWatch& operator=(const MemoryWatch&) = delete;

  double stop() {
    {
      const std::lock_guard lock(mutex_);
      is_over_ = true;
    }
    woken_.notify_all();
    if (thread_.joinable()) thread_.join();
    return most_mb_;
  }

 private:
  void watch() {
    std::unique_lock lock(mutex_);
    while (!woken_.wait_for(lock, std::chrono::milliseconds(10), [&] { return is_over_; }))
      most_mb_ = std::max(most_mb_, server_.usage().rss_mb);
  }

  const ServerProcess& server_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool is_over_ = false;
  double most_mb_ = 0;
  std::thread thread_;
};

// All answer, it closes, the platform is started anew, and a keeper opens it.
void measure_opening(const ScratchFolder& scratch, nlohmann::json& result) {
  std::cerr << "opening " << kOpened << " answers\n";
  Asked asked(scratch / "opening", kOpened);
  LoadOptions load = load_on(asked.platform.server(), testing::kSubmitAnswers, BenchOptions());
  load.duration = std::chrono::milliseconds(0);
  load.call_count_max = kOpened;
  const LoadResult answered = run_load(load, asked.answers());
  if (answered.answered_count != kOpened) throw std::runtime_error("not all could answer: " + answered.first_failure);
  asked.waves.close(0);
  asked.platform.server().end(SIGTERM);
  asked.platform.restart();
  asked.waves.meet(asked.platform.administrator(), asked.platform.server().address());
  MemoryWatch memory(asked.platform.server());
  const auto begun = std::chrono::steady_clock::now();
  const auto opened = testing::must(asked.waves.open(0), "opening the wave");
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  result["opening_rss_mb"] = memory.stop();
  result["opening_s"] = took.count();
  if (opened.answered_count() != kOpened || opened.unreadable_count() != 0)
    throw std::runtime_error("not all answers were opened");
}

int run_answers(const BenchOptions& options) {
  ScratchFolder scratch;
  Series series;
  for (int round = 1; round <= options.rounds; ++round) run_round(round, scratch, options, series);
  nlohmann::json result;
  for (const auto& [figure, values] : series) result[figure] = median(values);
  measure_opening(scratch, result);
  result["rounds"] = options.rounds;
  std::cout << result.dump() << std::endl;
  return 0;
}

}  // namespace
}  // namespace opora::bench

int main(int count, char** words) {
  using namespace opora::bench;
  const std::vector<std::string> arguments(words + 1, words + count);
  // Runs itself as the server that it measures beside the platform.
  if (count > 1 && arguments[0] == "--serve-echo") return serve_echo(kEchoBytes);
  const Bench answers{"answers", "answers to one wave, beside an echo and sealing alone; and a keeper who opens them"};
  return run_bench(answers, arguments, [](const BenchOptions& options) { return run_answers(options); });
}
