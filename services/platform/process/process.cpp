#include "platform/process/process.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <thread>

#include "platform/events/kafka/kafka_carrier.h"
#include "platform/lane/lane.h"
#include "platform/log/log.h"
#include "platform/process/database_address.h"
#include "platform/process/descriptors.h"
#include "platform/process/moved_mark.h"
#include "platform/process/version.h"
#include "platform/sql/database.h"
#include "platform/sql/postgres/open_postgres.h"
#include "platform/sql/sqlite/open_sqlite.h"

namespace opora {
namespace {

// Connections for reading, beside those that run queries: event streams, followers, the doctor, a job.
constexpr int kReadersBeside = 5;
// Sealed calls that are worked at together: as many as there are cores. Each has a connection for reading at times.
const int kSealedRunning = static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 16U));
constexpr std::size_t kFewDescriptors = 4096;
constexpr std::chrono::seconds kOwnTokenLifetime = std::chrono::hours(1);

// And one for a run.
int readers_of_sealed(bool seals) { return seals ? kSealedRunning + 1 : 0; }

Result<void> make_folder(const std::string& folder) {
  std::error_code error;
  const bool is_new = std::filesystem::create_directories(folder, error);
  if (error)
    return refuse(Code::unavailable, "DATA_FOLDER_UNAVAILABLE",
                  "The data folder " + folder + " can't be made: " + error.message() + ".");
  // One that was there belongs to somebody else, and perhaps to others too: each file in it is for its owner alone.
  if (is_new) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  return {};
}

ConnectionFigures connection_figures(const Server& server, DoorLimits limits) {
  const DoorCounts& counts = server.connections();
  return {.open = counts.open,
          .most = limits.most,
          .refused = {{"all", counts.refused_all},
                      {"descriptors", counts.refused_descriptors},
                      {"memory", counts.refused_memory},
                      {"peer", counts.refused_peer}},
          .ended = {{"quiet", counts.ended_quiet}, {"silent", counts.ended_silent}}};
}

}  // namespace

Result<std::unique_ptr<Process>> Process::start(const ProcessOptions& options, std::vector<Service> services) {
  std::unique_ptr<Process> process(new Process(options));
  TRY_DO(process->set_limits());
  TRY_DO(process->open(std::move(services)));
  TRY_DO(process->connect());
  return process;
}

Process::~Process() { stop(); }

// Redis is looked for in the background only: whether it is there never keeps a process from starting.
Result<void> Process::set_limits() {
  limits_ = std::make_unique<CallLimits>(options_.call_limit, clock_);
  if (options_.redis.empty()) return {};
  TRY(cache, Cache::make({.address = options_.redis}));
  cache_ = std::move(cache);
  limit_exchange_ = std::make_unique<LimitExchange>(*limits_, *cache_);
  metrics_.watch_cache([this] { return cache_->connected(); });
  return {};
}

Result<void> Process::open(std::vector<Service> services) {
  TRY_DO(make_folder(options_.data_folder));
  if (options_.database.empty()) TRY_DO(check_not_moved(options_.data_folder));
  TRY(keys, KeyFolder::open(options_.data_folder + "/keys"));
  keys_ = std::move(keys);
  const bool seals =
      std::ranges::any_of(services, [](const Service& service) { return !service.sealed_tables.empty(); });
  if (seals && !leave_no_core())
    log::warning("A crash may leave the process's memory on a disk: the limit of core files can't be set.", {});
  for (Service& service : services) {
    TRY(database, open_database(service));
    HostOptions host;
    host.clock = &clock_;
    host.ids = &ids_;
    host.lane = options_.lane;
    host.ready_lag = options_.ready_lag;
    host.names_an_hour = options_.names_an_hour;
    host.sealed_calls_a_second = options_.sealed_calls_a_second;
    host.sealed_running_max = kSealedRunning;
    if (options_.kafka) {
      TRY(kafka, for_service(*options_.kafka, service.name));
      host.make_carrier = kafka_carrier(std::move(kafka), service.name);
    }
    host.query_thread_count = options_.query_thread_count;
    host.lane.on_commit_lost = [name = service.name](const std::string& why) {
      log::error("The disk failed while committing: what it holds is not known, so the process ends.",
                 {{"service", name}, {"why", why}});
      std::_Exit(EXIT_FAILURE);
    };
    TRY(made, ServiceHost::make(std::move(service), std::move(database), std::move(host), metrics_));
    hosts_.push_back(std::move(made));
  }
  return {};
}

Result<std::unique_ptr<Database>> Process::open_database(const Service& service) const {
  const std::array migrations{platform_migrations(), service.migrations};
  const int readers =
      options_.query_thread_count + kReadersBeside + readers_of_sealed(!service.sealed_tables.empty());
  if (options_.database.empty())
    return open_sqlite({.path = options_.data_folder + "/" + service.name + ".db", .reader_count = readers},
                       migrations);
  TRY(address, database_address(options_.database, service.name));
  return open_postgres({.address = address, .reader_count = readers}, migrations);
}

Result<void> Process::connect() {
  sources_ = std::make_unique<Sources>(SourcesOptions{options_.peers, options_.tls, options_.kafka, service_token()});
  for (const auto& host : hosts_)
    for (const std::string& source : host->sources()) {
      TRY_DO(check_there(source, *host));
      TRY(log, log_of(source, host->service().name));
      host->follow(std::move(log));
    }
  for (const auto& host : hosts_) metrics_.watch(*host);
  metrics_.tell_build(std::string(version()), std::string(contracts()));
  metrics_.watch_token_cache([this] { return keys_->cached_count(); });
  watch_certificates();
  for (const auto& host : hosts_) host->start();
  return serve();
}

Result<void> Process::serve() {
  const bool seals =
      std::ranges::any_of(hosts_, [](const auto& host) { return !host->service().sealed_tables.empty(); });
  const auto readers =
      static_cast<std::size_t>(options_.query_thread_count + kReadersBeside + readers_of_sealed(seals));
  const std::size_t descriptors = raise_descriptor_limit();
  TRY(connections, door_limits({descriptors, own_descriptors(hosts_.size(), readers), memory_limit()},
                               options_.connections_most, options_.connections_of_peer));
  if (descriptors < kFewDescriptors)
    log::warning("Few connections are taken, since the limit of open files is low: raise ulimit -n.",
                 {{"limit", descriptors}, {"connections.most", connections.most}});
  if (!options_.metrics_address.empty())
    components_.add(std::make_unique<MetricsListener>(metrics_, options_.metrics_address));
  auto grpc = std::make_unique<GrpcListener>(server_options(connections), hosts(), *keys_, believed_, options_.drain);
  grpc_ = grpc.get();
  components_.add(std::move(grpc));
  TRY_DO(components_.start());
  metrics_.watch_connections([this, connections] {
    ConnectionFigures figures = connection_figures(grpc_->server(), connections);
    figures.is_open = components_.ready();
    return figures;
  });
  return {};
}

ServerOptions Process::server_options(DoorLimits connections) {
  ServerOptions server;
  server.connections = connections;
  server.on_dead = [](const char* why) {
    log::error("Nobody can connect any more, so the process ends.", {{"why", why}});
    std::_Exit(EXIT_FAILURE);
  };
  server.address = options_.listen_address;
  server.tls = options_.tls;
  server.health_address = options_.health_address;
  server.build = build();
  server.notes = [this] {
    std::vector<std::string> all = metrics_.relay_troubles();
    for (std::string& each : sources_->troubles()) all.push_back(std::move(each));
    return all;
  };
  server.observer = &metrics_;
  server.limits = limits_.get();
  server.wall = &clock_;
  return server;
}

// The files are looked at whenever somebody asks, since they may have been renewed.
void Process::watch_certificates() {
  const TlsFiles& tls = options_.tls;
  const auto seconds = [](const Result<Instant>& end) { return end ? static_cast<double>(end->us) / 1e6 : 0.0; };
  if (!tls.certificate.empty())
    metrics_.watch_certificate("tls.certificate", [tls, seconds] { return seconds(certificate_end(tls)); });
  for (const auto& [setting, path] : {std::pair{"tls.authority", tls.authority},
                                      std::pair{"tls.callers", tls.callers_authority}})
    if (!path.empty())
      metrics_.watch_certificate(setting, [path, seconds] { return seconds(authority_end(path)); });
}

// A database that is not there is made, which is right at the first start only. Whoever has read from it knows better,
// and may hold the last that is left of it.
Result<void> Process::check_there(const std::string& source, ServiceHost& reader) {
  if (!options_.database.empty()) return {};  // others may be writing to it just now
  for (const auto& host : hosts_) {
    if (host->service().name != source || host->log()->head().position > 0) continue;
    if (const std::int64_t read = reader.consumed(source).position; read > 0)
      return refuse(Code::conflict, "DATABASE_MISSING",
                    "The database of " + source + " is empty, and " + reader.service().name + " has read " +
                        std::to_string(read) + " events of it: it was lost, or another stands in its place. Bring it "
                        "back, from a copy if need be, and start again.");
  }
  return {};
}

Result<std::shared_ptr<EventLog>> Process::log_of(const std::string& source, const std::string& reader) {
  for (const auto& host : hosts_)
    if (host->service().name == source) return host->log();
  return sources_->open(source, reader);
}

// What this process shows to others: it holds the key, so it is a service. Renewed before it expires.
std::function<std::string()> Process::service_token() {
  struct Held {
    std::mutex mutex;
    std::string token;
    Instant renew_at;
  };
  return [this, held = std::make_shared<Held>()] {
    const std::lock_guard lock(held->mutex);
    if (const Instant now = believed_.now(); now >= held->renew_at) {
      held->token = keys_->issue({"service", network::v1::ROLE_SERVICE}, kOwnTokenLifetime, now);
      held->renew_at = now + kOwnTokenLifetime / 2;
    }
    return held->token;
  };
}

std::vector<ServiceHost*> Process::hosts() {
  std::vector<ServiceHost*> all;
  for (const auto& host : hosts_) all.push_back(host.get());
  return all;
}

void Process::stop() {
  if (sources_) sources_->leave();
  components_.stop();
  for (const auto& host : hosts_) host->stop();
}

}  // namespace opora
