// Registrations for one hot session on PostgreSQL: through gRPC with one replica and with two, and in process, beside
// one transaction a request on the same server (pgbench) and a plain echo, in interleaved rounds.
#include "bench/rush_distributed.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <fstream>
#include <iostream>
#include <map>
#include <mutex>
#include <set>

#include <nlohmann/json.hpp>

#include "bench/load.h"
#include "bench/servers.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "platform/service/service_host.h"
#include "platform/sql/database.h"
#include "platform/sql/postgres/open_postgres.h"
#include "process/services_under_test.h"
#include "registration/service.h"

namespace opora::bench {
namespace {

using testing::DurablePostgres;
using testing::ScratchFolder;
using testing::ServerProcess;
using testing::ServicesUnderTest;

constexpr int kCallers = 128;
constexpr int kHotCapacity = 100'000;
// As long as our ids, and rising as they do.
constexpr const char* kMakeKey =
    "CREATE FUNCTION key(kind text, id bigint) RETURNS text IMMUTABLE LANGUAGE sql AS "
    "'SELECT kind || ''-0000000-0000-7000-8000-'' || lpad(id::text, 12, ''0'')'";
using Series = std::map<std::string, std::vector<double>>;

struct World {
  ScratchFolder scratch;
  DurablePostgres postgres{scratch};
  int next = 0;
  std::unique_ptr<ServicesUnderTest> services(int replicas) {
    auto made = std::make_unique<ServicesUnderTest>(postgres, "rush" + std::to_string(next++), replicas, scratch);
    made->open_session(kHotCapacity);
    return made;
  }
};

void require_answers(const LoadResult& result) {
  if (result.failed_count > 0) throw std::runtime_error("calls failed: " + result.first_failure);
}

LoadResult measure(LoadOptions load, const MakeRequest& make) {
  LoadOptions warm_up = load;
  warm_up.duration = std::chrono::milliseconds(0);
  warm_up.call_count_max = load.client_count * 4;
  require_answers(run_load(warm_up, make));
  LoadResult result = run_load(load, make);
  require_answers(result);
  return result;
}

LoadOptions load_of(const std::vector<std::string>& addresses, const char* method, int seconds) {
  LoadOptions load;
  load.addresses = addresses;
  load.method = method;
  load.client_count = kCallers;
  load.channel_count = kCallers;
  load.duration = std::chrono::seconds(seconds);
  return load;
}

struct Rush {
  LoadResult load;
  double least_share = 0;  // of the replica that answered least, to an even share
};

// Each replica has its own clients, so a share shows whether its turns came.
Rush measure_replicas(World& world, int replicas, int seconds) {
  const auto services = world.services(replicas);
  std::vector<std::string> addresses;
  for (int i = 0; i < replicas; ++i) addresses.push_back(services->registration(i).address());
  LoadOptions load = load_of(addresses, testing::kRegisterGroup, seconds);
  load.token = services->organisation_token();
  Rush rush{measure(load, [&] { return services->new_registration(); })};
  const auto least = *std::min_element(rush.load.answered_by_address.begin(), rush.load.answered_by_address.end());
  rush.least_share = static_cast<double>(least) * replicas / static_cast<double>(rush.load.answered_count);
  if (const auto violations = services->violations(); !violations.empty())
    throw std::runtime_error("the doctor finds: " + violations.front());
  return rush;
}

// One transaction a request: what an ordinary program on the same server comes to.
double measure_pgbench(World& world, int clients, int seconds) {
  auto services = world.services(1);
  const std::string database = services->database_of("registration");
  const auto organisation = world.postgres.run(
      "psql", "--quiet --no-align --tuples-only --dbname=" + database +
                  " --command='SELECT organisation_id FROM organisations'");
  services->registration(0).end(SIGTERM);
  world.postgres.run("psql", "--quiet --dbname=" + database + " --command=\"" + kMakeKey + "\"");
  const std::string said = world.postgres.run(
      "pgbench", "--no-vacuum --protocol=prepared --jobs=2 --client=" + std::to_string(clients) +
                     " --time=" + std::to_string(seconds) + " --define=n=0 --define=session=\"'" +
                     services->session() + "'\" --define=organisation=\"'" + organisation.substr(0, 36) +
                     "'\" --file=" OPORA_ONE_BY_ONE " " + database);
  const auto at = said.find("tps = ");
  if (at == std::string::npos) throw std::runtime_error("pgbench: " + said);
  return std::stod(said.substr(at + 6));
}

// 128 callers of the service itself, in this process: what gRPC costs is not in it.
class Callers {
 public:
  Callers(ServiceHost& host, const Caller& caller, MakeRequest make)
      : host_(host), caller_(caller), make_(std::move(make)) {
    for (const Method& method : host.methods())
      if (method.path == testing::kRegisterGroup) method_ = method.index;
  }

  double per_second(std::chrono::seconds duration) {
    const auto started = std::chrono::steady_clock::now();
    for (int i = 0; i < kCallers; ++i) call();
    std::int64_t answered_count = 0;
    for (int under_way = kCallers; under_way > 0;) {
      std::deque<Answer> answers;
      {
        std::unique_lock lock(mutex_);
        came_.wait(lock, [&] { return !answers_.empty(); });
        answers.swap(answers_);
      }
      for (const Answer& answer : answers) {
        if (!answer.response) throw std::runtime_error("a call failed: " + answer.response.error().reason);
        ++answered_count;
        if (std::chrono::steady_clock::now() - started < duration) call();
        else --under_way;
      }
    }
    return static_cast<double>(answered_count) /
           std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  }

 private:
  void call() {
    Call next;
    next.caller = caller_;
    next.request = make_();
    host_.call(method_, std::move(next), [this](Answer answer) {
      bool was_empty = false;
      {
        const std::lock_guard lock(mutex_);
        was_empty = answers_.empty();
        answers_.push_back(std::move(answer));
      }
      if (was_empty) came_.notify_one();
    });
  }
  ServiceHost& host_;
  const Caller caller_;
  const MakeRequest make_;
  std::size_t method_ = 0;
  std::mutex mutex_;
  std::condition_variable came_;
  std::deque<Answer> answers_;
};

double measure_in_process(World& world, int seconds) {
  const auto services = world.services(1);
  services->registration(0).end(SIGTERM);
  Service service = make_registration();
  const std::array migrations{platform_migrations(), service.migrations};
  auto database = open_postgres({.address = "host=" + world.postgres.host() + " user=opora dbname=" +
                                            services->database_of("registration")},
                                migrations);
  if (!database) throw std::runtime_error(database.error().message);
  SystemClock clock;
  IdSource ids;
  HostObserver observer;
  HostOptions options;
  options.clock = &clock;
  options.ids = &ids;
  auto host = ServiceHost::make(std::move(service), *std::move(database), options, observer);
  if (!host) throw std::runtime_error(host.error().message);
  (*host)->start();
  Caller caller;
  caller.subject = "bench-organisation";
  caller.role = network::v1::ROLE_ADMINISTRATOR;
  Callers callers(**host, caller, [&] { return services->new_registration(); });
  callers.per_second(std::chrono::seconds(1));
  const double rate = callers.per_second(std::chrono::seconds(seconds));
  (*host)->stop();
  return rate;
}

LoadResult measure_echo(int seconds) {
  constexpr const char* kSelf = "/proc/self/exe";
  ServerProcess echo({std::filesystem::canonical(kSelf), "--serve-echo"});
  IdSource ids;
  SystemClock clock;
  const std::string session = ids.next(clock.now()), organisation = ids.next(clock.now());
  return measure(load_of({echo.address()}, kEchoMethod, seconds),
                 [&] { return testing::registration_of(session, organisation, ids, clock.now()); });
}

void run_round(int round, World& world, int seconds, Series& series) {
  const LoadResult echo = measure_echo(seconds);
  const double pgbench_8 = measure_pgbench(world, 8, seconds);
  const double pgbench_32 = measure_pgbench(world, 32, seconds);
  const Rush one = measure_replicas(world, 1, seconds);
  const Rush two = measure_replicas(world, 2, seconds);
  const double in_process = measure_in_process(world, seconds);
  const auto note = [&](const char* figure, double value) {
    series[figure].push_back(value);
    std::cerr << "  " << figure << " " << value;
  };
  std::cerr << "round " << round;
  note("registrations_per_s", one.load.per_second());
  note("echo_per_s", echo.per_second());
  note("pgbench_8_per_s", pgbench_8);
  note("pgbench_32_per_s", pgbench_32);
  note("ratio_to_pgbench_32", one.load.per_second() / pgbench_32);
  note("in_process_ratio", in_process / pgbench_32);
  note("ratio_to_echo", one.load.per_second() / echo.per_second());
  note("p50_ms", one.load.percentile_ms(0.5));
  note("p99_ms", one.load.percentile_ms(0.99));
  note("p99_ratio", one.load.percentile_ms(0.99) / echo.percentile_ms(0.99));
  note("two_replicas_ratio", two.load.per_second() / one.load.per_second());
  note("two_replicas_least_share", two.least_share);
  std::cerr << "\n";
}

// 10,000 attempts on 1,000 seats through two replicas: exactly 1,000 are confirmed, the others wait at places 1 to
// 9,000, each once.
void check_capacity(World& world) {
  ServicesUnderTest services(world.postgres, "capacity", 2, world.scratch);
  services.open_session(1'000);
  LoadOptions load = load_of({services.registration(0).address(), services.registration(1).address()},
                             testing::kRegisterGroup, 0);
  load.token = services.organisation_token();
  load.call_count_max = 10'000;
  int confirmed_count = 0;
  std::set<int> places;
  const LoadResult result = run_load(load, [&] { return services.new_registration(); }, [&](const std::string& bytes) {
    registration::v1::RegisterGroupResponse response;
    response.ParseFromString(bytes);
    if (response.status() == registration::v1::GROUP_STATUS_CONFIRMED) ++confirmed_count;
    else places.insert(response.waitlist_place());
  });
  const bool exact = result.failed_count == 0 && confirmed_count == 1'000 && places.size() == 9'000 &&
                     *places.begin() == 1 && *places.rbegin() == 9'000 && services.violations().empty();
  if (!exact) throw std::runtime_error("capacity is not exact: " + std::to_string(confirmed_count) + " confirmed");
  std::cerr << "capacity: 1000 confirmed of 10000 through two replicas, 9000 wait in order\n";
}

}  // namespace

int run_distributed_rush(const BenchOptions& options) {
  World world;
  check_capacity(world);
  Series series;
  for (int round = 1; round <= options.rounds; ++round) run_round(round, world, options.seconds, series);
  nlohmann::json result;
  for (const auto& [figure, values] : series) result[figure] = median(values);
  result["rounds"] = options.rounds;
  std::cout << result.dump() << std::endl;
  return 0;
}

}  // namespace opora::bench
