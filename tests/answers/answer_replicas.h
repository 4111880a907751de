// Feedback as two processes over one PostgreSQL, with scheduling and registration beside them, and a wave that is open,
// for people who go on answering while replicas are killed under them.
#pragma once

#include <array>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "platform/rpc/client.h"
#include "platform/testing/postgres_test_database.h"
#include "process/asked_waves.h"
#include "process/hot_session.h"
#include "process/platform_under_test.h"
#include "process/server_process.h"

namespace opora::testing {

class AnswerReplicas {
 public:
  static constexpr int kCount = 2;

  // `planted_bug` is in feedback's processes; "" for none.
  explicit AnswerReplicas(const std::string& planted_bug);

  AskedWaves& waves() { return *waves_; }

  // Where somebody goes who would like to speak with `wished`: there, or to another one if that is down. While all are
  // down, waits.
  struct Replica {
    int number;
    std::string address;
  };
  Replica replica_for(int wished);
  // Somebody who has not signed in.
  static std::unique_ptr<Client> connect(const std::string& address);

  // From one thread: SIGKILL, and a new process on a new port, with more of an environment.
  void kill(int replica);
  void start(int replica, const std::vector<std::string>& variables = {});

  // Once all are up, after whatever was done to them: clients of the administrator and of keepers reach them again.
  void meet_again();
  std::vector<std::string> violations() { return session_.violations(); }

 private:
  static std::size_t at(int replica) { return static_cast<std::size_t>(replica); }
  std::unique_ptr<ServerProcess> run(const std::string& service, const PostgresTestDatabase& database,
                                     const std::string& peers, std::vector<std::string> variables) const;
  std::string address() const;

  const std::string planted_bug_;
  ScratchFolder scratch_;
  PostgresTestDatabase scheduling_database_{"scheduling"}, registration_database_{"registration"},
      feedback_database_{"feedback"};
  std::unique_ptr<ServerProcess> scheduling_, registration_;
  std::array<std::unique_ptr<ServerProcess>, kCount> servers_;
  HotSession session_;
  std::unique_ptr<AskedWaves> waves_;

  std::mutex mutex_;
  std::condition_variable came_up_;
  std::array<std::string, kCount> addresses_;  // empty while it is down
};

}  // namespace opora::testing
