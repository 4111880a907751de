// PostgreSQL behind Database: one connection writes, a few read. A connection that is lost is made again at the next
// begin() or read().
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "platform/sql/database.h"
#include "platform/sql/postgres/open_postgres.h"
#include "platform/sql/postgres/postgres_connection.h"

namespace opora {

// Hands out connections for reading; who comes when all are out waits for one. Shared with the sessions, so that a
// session which outlives its database ends in peace.
class PostgresReaders {
 public:
  PostgresReaders(std::string address, int count);
  std::unique_ptr<PostgresConnection> take();  // throws EngineError
  void give_back(std::unique_ptr<PostgresConnection> connection);

 private:
  const std::string address_;
  std::mutex mutex_;
  std::condition_variable came_back_;
  std::vector<std::unique_ptr<PostgresConnection>> free_;  // null where none was made yet, or it was lost
};

// What the writer and the watches of one database tell each other.
struct PostgresState {
  std::atomic<bool> is_connected{true};
  std::atomic<int> writer_session{0};  // whose announcements tell us nothing
};

class PostgresDatabase final : public Database {
 public:
  PostgresDatabase(const PostgresOptions& options, std::unique_ptr<PostgresConnection> writer);

  Sql& writer() override { return *writer_; }
  void begin() override;
  void await_lock() override { writer_->await(); }
  void commit() override;
  void announce(std::string_view notice) override { writer_->announce(notice); }
  void rollback() override { writer_->rollback(); }
  std::unique_ptr<ReadSession> read() override;
  std::int64_t wal_bytes() const override { return 0; }
  Watch watch(std::function<void(std::string_view)> changed) override;
  bool is_connected() const override { return state_->is_connected; }
  bool has_clock() const override { return true; }
  std::string server(Sql& sql) const override;
  bool has_free_round_trips() const override { return false; }
  void keep_no_statistics(std::span<const std::string> tables) override;
  std::vector<std::string> written_down() override;

 private:
  const std::string address_;
  std::shared_ptr<PostgresState> state_;
  std::unique_ptr<PostgresConnection> writer_;
  std::shared_ptr<PostgresReaders> readers_;
};

}  // namespace opora
