// Registration as two processes over one PostgreSQL, with scheduling as a third, for clients that go on while replicas
// are killed and paused under them.
#pragma once

#include <array>
#include <condition_variable>
#include <csignal>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "platform/rpc/client.h"
#include "platform/testing/postgres_test_database.h"
#include "process/platform_under_test.h"
#include "process/server_process.h"

namespace opora::testing {

constexpr int kReplicaCount = 2;

class Replicas {
 public:
  // `planted_bug` is in registration's processes; "" for none.
  explicit Replicas(const std::string& planted_bug);
  ~Replicas();

  // Publishes sessions of these capacities; their ids. Returns once registration knows them. Once.
  std::vector<std::string> publish(const std::vector<int>& capacities);

  // Where a client goes that would like to speak with `wished`: there, or to another one if that is down. While all are
  // down, waits.
  struct Replica {
    int number;
    std::string address;
  };
  Replica replica_for(int wished);
  // A client of the organisation's.
  std::unique_ptr<Client> connect(const std::string& address) const;

  // From one thread: SIGKILL, and a new process on a new port; SIGSTOP, and SIGCONT.
  void kill(int replica);
  void start(int replica);
  void pause(int replica) { servers_[at(replica)]->send(SIGSTOP); }
  void resume(int replica) { servers_[at(replica)]->send(SIGCONT); }

  const std::string& organisation() const { return organisation_; }

 private:
  static std::size_t at(int replica) { return static_cast<std::size_t>(replica); }
  std::unique_ptr<ServerProcess> run(const std::string& service, const PostgresTestDatabase& database) const;
  std::string token(network::v1::Role role, const std::string& subject) const;

  const std::string planted_bug_;
  ScratchFolder scratch_;
  PostgresTestDatabase scheduling_database_{"scheduling"}, registration_database_{"registration"};
  std::unique_ptr<ServerProcess> scheduling_;
  std::array<std::unique_ptr<ServerProcess>, kReplicaCount> servers_;
  std::string organisation_, organisation_token_;

  std::mutex mutex_;
  std::condition_variable came_up_;
  std::array<std::string, kReplicaCount> addresses_;  // empty while it is down
};

}  // namespace opora::testing
