// A SQLite file that no process has open, for reading it as it lies there: it is locked as long as this lives, checked
// as it would be at a start, and not one byte of it changes. Its schema may be older than this program's.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "platform/result/result.h"
#include "platform/sql/database.h"
#include "platform/sql/sqlite/file_lock.h"
#include "platform/sql/sqlite/sqlite_connection.h"

namespace opora {

class StoppedDatabase {
 public:
  // Refused with DATABASE_MISSING, or as open_sqlite() is.
  static Result<std::unique_ptr<StoppedDatabase>> open(const std::string& path, std::span<const Migrations> migrations);

  Sql& sql() { return *connection_; }  // its calls throw EngineError

 private:
  StoppedDatabase(FileLock lock, std::unique_ptr<SqliteConnection> connection)
      : lock_(std::move(lock)), connection_(std::move(connection)) {}

  FileLock lock_;  // goes last
  std::unique_ptr<SqliteConnection> connection_;
};

}  // namespace opora
