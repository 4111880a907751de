// One connection to a SQLite database: `Sql` for one thread at a time, with its statements kept compiled.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

#include "platform/sql/connection.h"
#include "platform/sql/sqlite/prepared_statement.h"

struct sqlite3;

namespace opora {

class SqliteConnection final : public Connection {
 public:
  enum class Access { read_write, read_only };

  // `name` is a file's absolute path or a "file:" URI. Makes a database in memory, but never a file. Throws
  // EngineError.
  SqliteConnection(const std::string& name, Access access);
  ~SqliteConnection() override;
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  Rows query(const Statement& statement, Params params = {}) override;
  std::int64_t execute(const Statement& statement, Params params = {}) override;
  std::vector<std::string> table_names() override;
  std::vector<Column> columns(const std::string& table) override;

  void run_script(const std::string& text) override;

  // From now on a statement outside begin() … end is refused. After a full disk SQLite may have rolled back by itself;
  // what a handler sent next would otherwise be committed on its own.
  void require_transaction() { transaction_required_ = true; }

  void begin_writing() override;
  void begin_reading();
  void commit() override;
  void rollback() noexcept override;
  bool in_transaction() const override;

  // How long a statement waits for somebody else's lock before it fails as busy. 0 at first.
  void wait_when_busy(int at_most_ms);

  sqlite3* handle() const { return connection_; }

 protected:
  Rows run_each(const Statement& statement, const Feed& feed, bool wants_rows) override;

 private:
  PreparedStatement& prepared(const Statement& statement);
  void refuse_outside_transaction(const Statement& statement) const;
  void control(const Statement& statement);

  sqlite3* connection_ = nullptr;
  bool transaction_required_ = false;
  std::unordered_map<const Statement*, std::unique_ptr<PreparedStatement>> prepared_;
};

}  // namespace opora
