// Recovery, on PostgreSQL with a process a service: how soon a replica takes calls after one was killed, and how soon
// reporting has caught up with what happened while it was away. The last line is one JSON object of medians.
#include <csignal>
#include <iostream>

#include <nlohmann/json.hpp>

#include "bench/load.h"
#include "bench/options.h"
#include "grpc/health/v1/health.pb.h"
#include "process/must.h"
#include "process/services_under_test.h"

namespace opora::bench {
namespace {

using testing::DurablePostgres;
using testing::ScratchFolder;
using testing::ServicesUnderTest;
using SteadyClock = std::chrono::steady_clock;

constexpr int kBacklog = 100'000;  // registrations, of which each is an event
constexpr int kClients = 128;
constexpr std::chrono::seconds kGiveUpAfter{300};

double seconds_since(SteadyClock::time_point started) {
  return std::chrono::duration<double>(SteadyClock::now() - started).count();
}

// `is_so` takes its time to find out.
void wait_until(const std::function<bool()>& is_so) {
  const auto until = SteadyClock::now() + kGiveUpAfter;
  while (!is_so())
    if (SteadyClock::now() > until) throw std::runtime_error("nothing has come of waiting five minutes");
}

bool is_ready(Client& client) {
  using namespace grpc::health::v1;
  const auto answer = client.call<HealthCheckResponse>(HealthCheckRequest(), std::chrono::seconds(1));
  return answer && answer->status() == HealthCheckResponse::SERVING;
}

double ready_ms_after_kill(ServicesUnderTest& services) {
  const auto killed = SteadyClock::now();
  services.replace_registration(0);
  const auto client = testing::must(Client::make({.address = services.registration(0).address()}), "connecting");
  wait_until([&] { return is_ready(*client); });
  return seconds_since(killed) * 1000;
}

std::int64_t number(const DurablePostgres& postgres, const std::string& database, const std::string& query) {
  // Not at once again, since looking costs what is measured.
  const std::string said = postgres.run("psql", "--quiet --no-align --tuples-only --dbname=" + database +
                                                    " --command='DO $$ BEGIN PERFORM pg_sleep(0.05); END $$'" +
                                                    " --command=\"" + query + "\"");
  return said.find_first_of("0123456789") == std::string::npos ? 0 : std::stoll(said);
}

struct CaughtUp {
  std::int64_t events;
  double seconds;
};

CaughtUp catch_up(const DurablePostgres& postgres, ServicesUnderTest& services) {
  const auto consumed = [&] {
    return number(postgres, services.database_of("reporting"),
                  "SELECT position FROM consumed WHERE source = 'registration'");
  };
  const auto head = [&] { return number(postgres, services.database_of("registration"), "SELECT head FROM lane"); };
  const auto reach = [&](std::int64_t position) {
    wait_until([&] { return consumed() >= position; });
  };
  {
    const auto reporting = services.start_reporting();
    reach(head());
    reporting->end(SIGKILL);
  }
  LoadOptions load;
  load.addresses = {services.registration(0).address()};
  load.method = testing::kRegisterGroup;
  load.client_count = load.channel_count = kClients;
  load.token = services.organisation_token();
  load.duration = std::chrono::milliseconds(0);
  load.call_count_max = kBacklog;
  const LoadResult made = run_load(load, [&] { return services.new_registration(); });
  if (made.failed_count > 0) throw std::runtime_error("calls failed: " + made.first_failure);
  const std::int64_t last = head(), first = consumed();
  const auto started = SteadyClock::now();
  const auto reporting = services.start_reporting();
  reach(last);
  return {last - first, seconds_since(started)};
}

int run_recovery(const BenchOptions& options) {
  ScratchFolder scratch;
  DurablePostgres postgres(scratch);
  std::vector<double> ready_ms, seconds, per_second;
  for (int round = 1; round <= options.rounds; ++round) {
    ServicesUnderTest services(postgres, "recovery" + std::to_string(round), 1, scratch);
    services.open_session(kBacklog);
    const CaughtUp caught_up = catch_up(postgres, services);
    ready_ms.push_back(ready_ms_after_kill(services));
    seconds.push_back(caught_up.seconds);
    per_second.push_back(static_cast<double>(caught_up.events) / caught_up.seconds);
    std::cerr << "round " << round << "  events " << caught_up.events << "  seconds " << caught_up.seconds
              << "  ready_ms " << ready_ms.back() << "\n";
  }
  std::cout << nlohmann::json{{"ready_ms_after_kill", median(ready_ms)},
                              {"caught_up_s", median(seconds)},
                              {"events_per_s", median(per_second)},
                              {"rounds", options.rounds}}
                   .dump()
            << std::endl;
  return 0;
}

}  // namespace
}  // namespace opora::bench

int main(int count, char** words) {
  using namespace opora::bench;
  return run_bench({"recovery", "ready after a kill, and 100,000 events of backlog caught up"},
                   {words + 1, words + count}, run_recovery);
}
