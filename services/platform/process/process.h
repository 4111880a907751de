// A platform, or a part of it, as a process: services behind one gRPC server, each over its own database. They follow
// each other in place, and services elsewhere through their logs.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/cache/cache.h"
#include "platform/clock/clock.h"
#include "platform/ids/ids.h"
#include "platform/limits/call_limits.h"
#include "platform/limits/limit_exchange.h"
#include "platform/metrics/metrics.h"
#include "platform/policy/key_folder.h"
#include "platform/process/component.h"
#include "platform/process/listeners.h"
#include "platform/process/sources.h"
#include "platform/rpc/server.h"
#include "platform/service/service_host.h"

namespace opora {

struct ProcessOptions {
  std::string data_folder = ".opora";             // made if it is not there, for its owner only
  std::string database;                           // PostgreSQL's address with {service} in it; empty: SQLite files
  std::string listen_address = "127.0.0.1:7400";  // port 0 takes any that is free
  std::string health_address;                     // ServerOptions::health_address
  std::string metrics_address = "127.0.0.1:7401"; // empty: no metrics
  std::string peers;                              // where services are that aren't here, as parse_endpoints() reads it
  std::optional<KafkaOptions> kafka;              // carries events to services in other processes
  TlsFiles tls;                                   // of the server, and of this process as a client of others
  std::int64_t ready_lag = 1000;                  // HostOptions::ready_lag
  LaneOptions lane;
  int query_thread_count = 2;
  std::string redis;                              // as Cache reads it; empty: limits are this process's own
  std::int64_t call_limit = 0;                    // calls of one caller in a minute; 0: no limit
  std::int64_t names_an_hour = 0;                 // HostOptions::names_an_hour
  std::int64_t sealed_calls_a_second = 0;         // HostOptions::sealed_calls_a_second
  std::size_t connections_most = 0;               // of clients at once; 0: what the process may have open
  std::size_t connections_of_peer = 0;            // of them of one peer; 0: half
  std::chrono::milliseconds drain{10'000};
};

// What the services of a process take for the time.
class BelievedTime final : public Clock {
 public:
  explicit BelievedTime(const std::vector<std::unique_ptr<ServiceHost>>& hosts) : hosts_(hosts) {}
  Instant now() const override { return hosts_.front()->clock().believed; }

 private:
  const std::vector<std::unique_ptr<ServiceHost>>& hosts_;
};

class Process {
 public:
  // Opens every database before anything is served: if one refuses, nothing has started. Refused with the reasons of
  // open_sqlite(), open_postgres(), KeyFolder::open(), Cache::make(), ServiceHost::make(), Sources::open() and
  // Server::start(), DATABASE_SHARED when services would have to share a database, or MOVED when the files in the data
  // folder are what a move has left behind.
  static Result<std::unique_ptr<Process>> start(const ProcessOptions& options, std::vector<Service> services);
  ~Process();  // as stop()

  // Refuses what is new, answers what it has, closes the databases. Idempotent.
  void stop();

  int port() const { return grpc_->server().port(); }
  KeyFolder& keys() { return *keys_; }
  std::vector<ServiceHost*> hosts();

 private:
  explicit Process(const ProcessOptions& options) : options_(options) {}
  Result<void> open(std::vector<Service> services);
  Result<std::unique_ptr<Database>> open_database(const Service& service) const;
  void watch_certificates();
  Result<void> connect();
  Result<void> serve();
  ServerOptions server_options(DoorLimits connections);
  Result<void> check_there(const std::string& source, ServiceHost& reader);
  Result<std::shared_ptr<EventLog>> log_of(const std::string& source, const std::string& reader);
  std::function<std::string()> service_token();
  Result<void> set_limits();

  const ProcessOptions options_;
  SystemClock clock_;
  IdSource ids_;
  Metrics metrics_;
  std::unique_ptr<KeyFolder> keys_;
  std::unique_ptr<Sources> sources_;  // outlives what follows its logs
  std::vector<std::unique_ptr<ServiceHost>> hosts_;
  BelievedTime believed_{hosts_};
  std::unique_ptr<CallLimits> limits_;
  std::unique_ptr<Cache> cache_;
  std::unique_ptr<LimitExchange> limit_exchange_;
  const GrpcListener* grpc_ = nullptr;  // one of these
  Components components_;
};

// The main function of a process: reads the configuration, starts, waits for SIGTERM or SIGINT, stops. Returns the exit
// code: 0 after a clean shutdown, 1 when it could not start, with one sentence on stderr that says why and what to do.
int run(const std::vector<std::string>& arguments, std::vector<Service> services);

}  // namespace opora
