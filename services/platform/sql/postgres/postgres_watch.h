// Hears of what other processes commit: a session that listens, on a thread of its own, and looks each second whatever
// it heard, since what was said while the connection was lost is not said again.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "platform/sql/postgres/postgres_database.h"

namespace opora {

class PostgresWatch {
 public:
  // Calls `changed` from its thread; it must not throw. What `state` names as the writer's own is not told.
  PostgresWatch(std::string address, std::shared_ptr<PostgresState> state,
                std::function<void(std::string_view)> changed);
  ~PostgresWatch();  // waits for a running call
  PostgresWatch(const PostgresWatch&) = delete;
  PostgresWatch& operator=(const PostgresWatch&) = delete;

 private:
  struct Finish {
    void operator()(pg_conn* session) const;
  };
  using Session = std::unique_ptr<pg_conn, Finish>;

  void run();
  Session listen() const;
  bool receive(pg_conn* session, std::optional<std::string>& notice) const;  // false once it is lost
  bool is_told_to_stop(int socket, std::chrono::milliseconds within) const;

  const std::string address_;
  const std::shared_ptr<PostgresState> state_;
  const std::function<void(std::string_view)> changed_;
  int stop_ = -1;  // becomes readable when it is time to end
  std::thread thread_;
};

}  // namespace opora
