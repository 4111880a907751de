// Crowd: 10,000 connections that say nothing and 2,000 that each call once a second, all at once, and beside them
// somebody who just wants an answer. Measured on the platform and on a plain gRPC echo, in interleaved rounds. The last
// line is one JSON object of medians.
#include <atomic>
#include <filesystem>
#include <future>
#include <iostream>
#include <map>

#include <nlohmann/json.hpp>

#include "bench/idle_connections.h"
#include "bench/load.h"
#include "bench/options.h"
#include "bench/servers.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "process/platform_under_test.h"

namespace opora::bench {
namespace {

using testing::PlatformUnderTest;
using testing::ScratchFolder;
using testing::ServerProcess;

constexpr int kIdle = 10'000, kCallers = 2'000, kFromEachAddress = 2'500;
constexpr std::size_t kDescriptors = kIdle + kCallers + 200;
constexpr std::chrono::seconds kBetweenCalls{1}, kPatience{60};
constexpr const char* kGetSeats = "/opora.registration.v1.RegistrationService/GetSeats";

// What is called, and how.
struct Server {
  ServerProcess& process;
  std::string method, token, request;
};

// One figure of every round, by name.
using Series = std::map<std::string, std::vector<double>>;

LoadOptions load_on(const Server& server, int clients, std::chrono::milliseconds duration) {
  LoadOptions load;
  load.addresses = {server.process.address()};
  load.method = server.method;
  load.token = server.token;
  load.client_count = load.channel_count = clients;  // each has a connection of its own, as people's programs do
  load.duration = duration;
  return load;
}

LoadResult bystander(const Server& server, std::chrono::milliseconds duration) {
  return run_load(load_on(server, 1, duration), [&] { return server.request; });
}

void check_served(const LoadResult& result, const std::string& who) {
  if (result.failed_count > 0) throw std::runtime_error(who + " is not served: " + result.first_failure);
}

// Everybody of the crowd has called once before the bystander comes, and they go on until the bystander has gone.
void measure(const Server& server, const std::string& of, const BenchOptions& options, Series& series) {
  const std::chrono::seconds looked_at(options.seconds);
  const LoadResult alone = bystander(server, looked_at / 2);
  const double rss_before = server.process.usage().rss_mb;
  const int port = std::stoi(server.process.address().substr(server.process.address().rfind(':') + 1));
  IdleConnections idle(port, kIdle, kFromEachAddress);
  const double rss_idle = server.process.usage().rss_mb;

  std::atomic<bool> over = false;
  LoadOptions calling = load_on(server, kCallers, std::chrono::milliseconds(0));
  calling.pause = kBetweenCalls;
  calling.over = &over;
  int answered_count = 0;
  std::promise<void> called;
  auto crowd = std::async(std::launch::async, [&] {
    return run_load(calling, [&] { return server.request; }, [&](const std::string&) {
      if (++answered_count == kCallers) called.set_value();
    });
  });
  const bool all_have_called = called.get_future().wait_for(kPatience) == std::future_status::ready;
  const LoadResult one = bystander(server, looked_at);
  const double rss = server.process.usage().rss_mb;
  over = true;
  const LoadResult callers = crowd.get();
  check_served(alone, "a bystander");
  check_served(one, "a bystander in a crowd");
  check_served(callers, "a caller");
  if (!all_have_called) throw std::runtime_error("the crowd could not all call within a minute");
  if (const int ended = idle.ended_count(); ended > 0)
    throw std::runtime_error(std::to_string(ended) + " idle connections were ended");
  series[of + "bystander_alone_p99_ms"].push_back(alone.percentile_ms(0.99));
  series[of + "idle_rss_mb"].push_back(rss_idle);
  series[of + "idle_connection_kb"].push_back((rss_idle - rss_before) * 1024 / kIdle);
  series[of + "rss_mb"].push_back(rss);
  series[of + "bystander_p50_ms"].push_back(one.percentile_ms(0.5));
  series[of + "bystander_p99_ms"].push_back(one.percentile_ms(0.99));
  series[of + "callers_p99_ms"].push_back(callers.percentile_ms(0.99));
  series[of + "calls_per_s"].push_back(callers.per_second());
}

// What a session's seats take, asked for as whoever looks for a place asks.
void measure_platform(const std::filesystem::path& folder, const BenchOptions& options, Series& series,
                      std::size_t& response_bytes) {
  PlatformUnderTest platform(folder);
  platform.open_session(100'000);
  registration::v1::GetSeatsRequest seats;
  seats.set_session_id(platform.session());
  const auto answer =
      platform.administrator().call<registration::v1::GetSeatsResponse>(seats, std::chrono::seconds(30));
  if (!answer) throw std::runtime_error("the seats can't be seen: " + answer.error().message);
  response_bytes = answer->ByteSizeLong();
  measure({platform.server(), kGetSeats, platform.organisation_token(), seats.SerializeAsString()}, "", options,
          series);
}

void measure_echo(const BenchOptions& options, Series& series, std::size_t response_bytes) {
  ServerProcess echo({std::filesystem::canonical("/proc/self/exe"), "--serve-echo", std::to_string(response_bytes)});
  measure({echo, kEchoMethod, "", std::string(38, 'x')}, "echo_", options, series);
}

int run_crowd(const BenchOptions& options) {
  need_descriptors(kDescriptors);
  ScratchFolder scratch;
  Series series;
  std::size_t response_bytes = 16;
  for (int round = 1; round <= options.rounds; ++round) {
    // One first, then the other: what the first leaves behind on the machine happens to both.
    if (round % 2 == 0) measure_echo(options, series, response_bytes);
    measure_platform(scratch / ("round-" + std::to_string(round)), options, series, response_bytes);
    if (round % 2 == 1) measure_echo(options, series, response_bytes);
    std::cerr << "round " << round;
    for (const auto& [figure, values] : series) std::cerr << "  " << figure << " " << values.back();
    std::cerr << "\n";
  }
  nlohmann::json figures;
  for (const auto& [figure, values] : series) figures[figure] = median(values);
  std::cout << figures.dump() << std::endl;
  return 0;
}

}  // namespace
}  // namespace opora::bench

int main(int count, char** words) {
  const std::vector<std::string> arguments(words + 1, words + count);
  if (arguments.size() == 2 && arguments.front() == "--serve-echo") {
    opora::bench::need_descriptors(opora::bench::kDescriptors);
    return opora::bench::serve_echo(std::stoul(arguments.back()));
  }
  return opora::bench::run_bench({"crowd", "10,000 idle and 2,000 calling connections, and one bystander"}, arguments,
                                 opora::bench::run_crowd);
}
