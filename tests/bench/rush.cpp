// Rush: many people register for one session at once. Measured beside a plain gRPC echo and a journal echo, in
// interleaved rounds, so that what the machine does meanwhile happens to all of them. The last line is one JSON object
// of medians.
#include <atomic>
#include <condition_variable>
#include <iostream>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include <nlohmann/json.hpp>

#include "bench/load.h"
#include "bench/options.h"
#include "bench/rush_distributed.h"
#include "bench/servers.h"
#include "process/platform_under_test.h"
#include "opora/registration/v1/registration_service.pb.h"

namespace opora::bench {
namespace {

using testing::PlatformUnderTest;
using testing::ScratchFolder;
using testing::ServerProcess;

constexpr int kClients = 128;
constexpr std::size_t kResponseBytes = 2;  // what RegisterGroupResponse{confirmed} takes
constexpr int kAnswers = 1'000'000;
constexpr int kBusyReaders = 4;

struct Measured {
  LoadResult load;
  double cpu_us_per_call = 0;
  double rss_mb = 0;
};

// One figure of every round, by name.
using Series = std::map<std::string, std::vector<double>>;

Measured measure(const ServerProcess& server, const LoadOptions& options, const MakeRequest& make) {
  LoadOptions warm_up = options;
  warm_up.duration = std::chrono::milliseconds(0);
  warm_up.call_count_max = options.client_count * 4;
  run_load(warm_up, make);
  const double cpu_before = server.usage().cpu_seconds;
  Measured measured{run_load(options, make), 0, 0};
  const testing::Usage after = server.usage();
  if (measured.load.failed_count > 0) throw std::runtime_error("calls failed: " + measured.load.first_failure);
  measured.cpu_us_per_call = (after.cpu_seconds - cpu_before) * 1e6 / static_cast<double>(measured.load.answered_count);
  measured.rss_mb = after.rss_mb;
  return measured;
}

LoadOptions load_on(const ServerProcess& server, const char* method, int clients, const BenchOptions& options) {
  LoadOptions load;
  load.addresses = {server.address()};
  load.method = method;
  load.client_count = clients;
  load.channel_count = clients;  // each client has a connection of its own, as people's programs do
  load.duration = std::chrono::seconds(clients == 1 ? std::max(1, options.seconds / 2) : options.seconds);
  return load;
}

std::string self() { return std::filesystem::canonical("/proc/self/exe"); }

// Clients send every server the same requests: making one costs them a sixth of a call on the cores they share.
MakeRequest make_registrations() {
  struct Source {
    IdSource ids;
    SystemClock clock;
    std::string session = ids.next(clock.now()), organisation = ids.next(clock.now());
  };
  return [source = std::make_shared<Source>()] {
    return testing::registration_of(source->session, source->organisation, source->ids, source->clock.now());
  };
}

Measured measure_echo(int clients, const BenchOptions& options) {
  ServerProcess echo({self(), "--serve-echo"});
  return measure(echo, load_on(echo, kEchoMethod, clients, options), make_registrations());
}

Measured measure_journal(const ScratchFolder& scratch, const BenchOptions& options) {
  std::filesystem::create_directories(scratch / "journal");
  ServerProcess journal({self(), "--serve-journal", scratch / "journal"});
  return measure(journal, load_on(journal, kEchoMethod, 1, options), make_registrations());
}

Measured measure_platform(const std::filesystem::path& folder, int clients, const BenchOptions& options) {
  PlatformUnderTest platform(folder);
  platform.open_session(100'000);
  LoadOptions load = load_on(platform.server(), testing::kRegisterGroup, clients, options);
  load.token = platform.organisation_token();
  return measure(platform.server(), load, [&] { return platform.new_registration(); });
}

// A platform that remembers a million answers, stopped; copied for each round.
void prepare_million(const std::filesystem::path& folder) {
  std::cerr << "preparing " << kAnswers << " remembered answers\n";
  { PlatformUnderTest platform(folder); }
  testing::add_remembered_answers(folder, kAnswers);
}

void run_round(int round, const ScratchFolder& scratch, const BenchOptions& options, Series& series) {
  const std::string name = "round-" + std::to_string(round);
  const Measured echo = measure_echo(kClients, options);
  const Measured platform = measure_platform(scratch / name, kClients, options);
  std::filesystem::copy(scratch / "million", scratch / (name + "-million"), std::filesystem::copy_options::recursive);
  const Measured million = measure_platform(scratch / (name + "-million"), kClients, options);
  const Measured journal = measure_journal(scratch, options);
  const Measured alone = measure_platform(scratch / (name + "-alone"), 1, options);

  const double echo_p99 = echo.load.percentile_ms(0.99), journal_p50 = journal.load.percentile_ms(0.5);
  series["registrations_per_s"].push_back(platform.load.per_second());
  series["echo_per_s"].push_back(echo.load.per_second());
  series["ratio"].push_back(platform.load.per_second() / echo.load.per_second());
  series["cpu_ratio"].push_back(platform.cpu_us_per_call / echo.cpu_us_per_call);
  series["cpu_us"].push_back(platform.cpu_us_per_call);
  series["p50_ms"].push_back(platform.load.percentile_ms(0.5));
  series["p99_ms"].push_back(platform.load.percentile_ms(0.99));
  series["p99_ratio"].push_back(platform.load.percentile_ms(0.99) / echo_p99);
  series["single_p50_ms"].push_back(alone.load.percentile_ms(0.5));
  series["journal_p50_ms"].push_back(journal_p50);
  series["single_ratio"].push_back(alone.load.percentile_ms(0.5) / journal_p50);
  series["million_answers_ratio"].push_back(million.load.per_second() / platform.load.per_second());
  series["rss_mb"].push_back(platform.rss_mb);
  std::cerr << "round " << round;
  for (const auto& [figure, values] : series) std::cerr << "  " << figure << " " << values.back();
  std::cerr << "\n";
  for (const char* suffix : {"", "-million", "-alone"}) std::filesystem::remove_all(scratch / (name + suffix));
}

// The largest write-ahead log that registration had, while four clients read all the time.
double wal_beside_readers(const ScratchFolder& scratch, const BenchOptions& options) {
  PlatformUnderTest platform(scratch / "readers", {"--query.threads=" + std::to_string(kBusyReaders)});
  platform.open_session(100'000);
  std::atomic<bool> over{false};
  std::mutex mutex;
  std::condition_variable woken;
  std::atomic<std::int64_t> wal_bytes_max{0};
  registration::v1::ListGroupsRequest list;
  list.set_session_id(platform.session());
  list.set_page_size(500);
  std::vector<std::thread> others;
  for (int i = 0; i < kBusyReaders; ++i)
    others.emplace_back([&] {
      while (!over) {
        if (!platform.administrator().call<registration::v1::ListGroupsResponse>(list, std::chrono::seconds(30)))
          std::abort();
      }
    });
  others.emplace_back([&] {
    std::unique_lock lock(mutex);
    while (!woken.wait_for(lock, std::chrono::milliseconds(5), [&] { return over.load(); }))
      wal_bytes_max = std::max(wal_bytes_max.load(), platform.registration_wal_bytes());
  });
  LoadOptions load = load_on(platform.server(), testing::kRegisterGroup, kClients, options);
  load.token = platform.organisation_token();
  load.duration *= 3;
  const LoadResult result = run_load(load, [&] { return platform.new_registration(); });
  over = true;
  woken.notify_all();
  for (std::thread& other : others) other.join();
  std::cerr << "beside " << kBusyReaders << " readers: " << result.per_second() << " registrations a second\n";
  return static_cast<double>(wal_bytes_max.load()) / (1 << 20);
}

// 10,000 attempts on 1,000 seats: exactly 1,000 are confirmed, and the others wait at places 1 to 9,000, each once.
void check_capacity(const ScratchFolder& scratch) {
  PlatformUnderTest platform(scratch / "capacity");
  platform.open_session(1'000);
  LoadOptions load = load_on(platform.server(), testing::kRegisterGroup, kClients, BenchOptions());
  load.token = platform.organisation_token();
  load.duration = std::chrono::milliseconds(0);
  load.call_count_max = 10'000;
  int confirmed_count = 0;
  std::set<int> places;
  const LoadResult result = run_load(load, [&] { return platform.new_registration(); }, [&](const std::string& bytes) {
    registration::v1::RegisterGroupResponse response;
    response.ParseFromString(bytes);
    if (response.status() == registration::v1::GROUP_STATUS_CONFIRMED) ++confirmed_count;
    else places.insert(response.waitlist_place());
  });
  const auto violations = platform.violations();
  const bool exact = result.failed_count == 0 && confirmed_count == 1'000 && places.size() == 9'000 &&
                     *places.begin() == 1 && *places.rbegin() == 9'000 && violations.empty();
  for (const std::string& violation : violations) std::cerr << violation << "\n";
  if (!exact)
    throw std::runtime_error("capacity is not exact: " + std::to_string(confirmed_count) + " confirmed, " +
                             std::to_string(places.size()) + " places, " + std::to_string(result.failed_count) +
                             " failed");
  std::cerr << "capacity: 1000 confirmed of 10000, 9000 wait in order\n";
}

int run_rush(const BenchOptions& options) {
  ScratchFolder scratch;
  check_capacity(scratch);
  prepare_million(scratch / "million");
  Series series;
  for (int round = 1; round <= options.rounds; ++round) run_round(round, scratch, options, series);
  nlohmann::json result;
  for (const auto& [figure, values] : series) result[figure] = median(values);
  result["wal_mb"] = wal_beside_readers(scratch, options);
  result["rounds"] = options.rounds;
  std::cout << result.dump() << std::endl;
  return 0;
}

}  // namespace
}  // namespace opora::bench

int main(int count, char** words) {
  using namespace opora::bench;
  const std::vector<std::string> arguments(words + 1, words + count);
  // Runs itself as the servers that it measures beside the platform.
  if (count > 1 && arguments[0] == "--serve-echo") return serve_echo(kResponseBytes);
  if (count > 2 && arguments[0] == "--serve-journal") return serve_journal(arguments[1], kResponseBytes);
  const Bench rush{"rush",
                   "registrations for one hot session, beside echo servers; with --engine distributed on PostgreSQL,\n"
                   "  beside one transaction a request",
                   {"distributed"}};
  return run_bench(rush, arguments, [](const BenchOptions& options) {
    return options.engine == "distributed" ? run_distributed_rush(options) : run_rush(options);
  });
}
