// One service of the simulation: its database outlives it, so that it can crash and come back.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>

#include "platform/service/service_host.h"
#include "platform/sql/sqlite/memory_database.h"

namespace opora::simulation {

// Thrown where a process would end. No exception of the standard library, so that nothing takes it for an error it
// knows.
struct SimulatedCrash {
  std::string where;
};

class SimulatedHost {
 public:
  using LogOf = std::function<std::shared_ptr<EventLog>(const std::string& source)>;

  SimulatedHost(Service service, LaneOptions lane, std::uint64_t seed, const MachineClock& clock,
                HostObserver& observer, LogOf log_of);

  // Starts it, on what the database holds.
  void open();
  // Drops everything that was in memory only, and starts it again.
  void crash();
  // Keeps a copy of its database beside it; and starts on that copy, as if nothing had happened since.
  void keep_copy();
  void put_back();
  // What an operator does once it reads a log no more: it forgets what others told it, and starts again.
  void rebuild();

  const std::string& name() const { return service_.name; }
  ServiceHost& host() { return *host_; }
  // How often it was opened: an answer to a call of an earlier life reaches nobody.
  int life() const { return life_; }
  // The method whose request this is.
  std::size_t method_of(const google::protobuf::Descriptor* request) const { return methods_.at(request); }
  bool has_method(const google::protobuf::Descriptor* request) const { return methods_.contains(request); }

  // The lane's, as it is kept.
  Instant lane_time();
  // Positions consumed, by source.
  std::map<std::string, std::int64_t> consumed();
  // What stands in its tables, whichever they are.
  Rows query(const Statement& statement, Params params = {});
  // All of its database, as a disk would hold it.
  std::string bytes() const;
  // What the platform's invariants and the service's own say; the rebuild, which costs most, only if asked for.
  std::vector<ServiceHost::Checked> check(bool with_rebuild, Instant now);

 private:
  const Service service_;
  const LaneOptions lane_;
  const MachineClock& clock_;
  HostObserver& observer_;
  const LogOf log_of_;
  IdSource ids_;
  const std::string path_;
  const MemoryKeepAlive alive_;
  const std::string copy_path_;
  const MemoryKeepAlive copy_alive_;
  std::map<const google::protobuf::Descriptor*, std::size_t> methods_;
  Database* database_ = nullptr;  // the host's
  std::unique_ptr<ServiceHost> host_;
  int life_ = 0;
};

}  // namespace opora::simulation
