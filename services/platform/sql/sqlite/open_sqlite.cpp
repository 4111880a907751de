// How a database is opened: looked at first, changed only when it may be.
#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "platform/sql/database.h"
#include "platform/sql/migrations.h"
#include "platform/sql/sqlite/database_file.h"
#include "platform/sql/sqlite/file_lock.h"
#include "platform/sql/sqlite/open_sqlite.h"
#include "platform/sql/sqlite/readers.h"
#include "platform/sql/sqlite/sqlite_connection.h"
#include "platform/sql/sqlite/sqlite_database.h"

namespace opora {
namespace {

using Access = SqliteConnection::Access;

const Statement kUseLog{"PRAGMA journal_mode = WAL"};

// In memory there is no log to read beside: readers and the writer take turns, and wait this long for theirs.
constexpr int kMemoryWaitMs = 2000;
// A reader of a file waits only while SQLite itself is busy for a moment.
constexpr int kReaderWaitMs = 1000;

bool is_memory(const std::string& path) { return path.starts_with("file:/") && path.ends_with("?vfs=memdb"); }

// Sorting and joins stay in memory too, so that no personal data is left in temporary files.
constexpr const char* kEveryConnection =
    "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;";

std::unique_ptr<SqliteConnection> open_writer(const SqliteOptions& options, bool in_memory) {
  auto writer = std::make_unique<SqliteConnection>(options.path, Access::read_write);
  writer->run_script(kEveryConnection);
  writer->run_script("PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON; PRAGMA cache_size = -" +
                     std::to_string(options.cache_bytes / 1024));
  if (in_memory) {
    writer->wait_when_busy(kMemoryWaitMs);
    writer->run_script("PRAGMA journal_mode = MEMORY");
    return writer;
  }
  if (writer->query(kUseLog)[0].text(0) != "wal")
    throw EngineError(EngineError::Kind::other, "the file system can't hold a write-ahead log: " + options.path);
  writer->run_script("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0");
  return writer;
}

std::shared_ptr<Readers> open_readers(const SqliteOptions& options, bool in_memory) {
  std::vector<std::unique_ptr<SqliteConnection>> connections;
  for (int i = 0; i < std::max(1, options.reader_count); ++i) {
    auto reader = std::make_unique<SqliteConnection>(options.path, in_memory ? Access::read_write : Access::read_only);
    reader->run_script(kEveryConnection);
    reader->run_script("PRAGMA query_only = ON");
    reader->wait_when_busy(in_memory ? kMemoryWaitMs : kReaderWaitMs);
    connections.push_back(std::move(reader));
  }
  return std::make_shared<Readers>(std::move(connections));
}

Result<std::unique_ptr<Database>> open_memory(const SqliteOptions& options, std::span<const Migrations> migrations) {
  auto writer = open_writer(options, true);
  TRY_DO(apply_migrations(*writer, migrations));
  return std::make_unique<SqliteDatabase>(options, std::nullopt, std::move(writer), open_readers(options, true));
}

Result<std::unique_ptr<Database>> open_file(const SqliteOptions& options, std::span<const Migrations> migrations) {
  TRY(lock, FileLock::take(options.path));
  TRY(state, find_database_file(options.path));
  std::unique_ptr<SqliteConnection> inspector;
  if (state == FileState::missing) {
    TRY_DO(make_database_file(options.path));
  } else {
    TRY(inspected, inspect_database_file(options, state, migrations));
    inspector = std::move(inspected);
  }
  auto writer = open_writer(options, false);
  inspector.reset();
  TRY_DO(apply_migrations(*writer, migrations));
  return std::make_unique<SqliteDatabase>(options, std::move(lock), std::move(writer), open_readers(options, false));
}

// Links are followed, so that a database has one lock whatever name it is opened by.
Result<SqliteOptions> with_real_path(SqliteOptions options) {
  std::error_code error;
  const auto absolute = std::filesystem::absolute(options.path, error);
  const auto real = error ? absolute : std::filesystem::weakly_canonical(absolute, error);
  if (options.path.empty() || error)
    return refuse(Code::unavailable, "DATABASE_UNAVAILABLE",
                  "No database can be at \"" + options.path + "\": " +
                      (error ? error.message() : "the path is empty") + ".");
  options.path = real.string();
  return options;
}

}  // namespace

Result<std::unique_ptr<Database>> open_sqlite(const SqliteOptions& options, std::span<const Migrations> migrations) {
  try {
    if (is_memory(options.path)) return open_memory(options, migrations);
    TRY(resolved, with_real_path(options));
    return open_file(resolved, migrations);
  } catch (const EngineError& error) {
    const bool corrupt = error.kind() == EngineError::Kind::corrupt;
    return refuse(Code::unavailable, corrupt ? "DATABASE_CORRUPT" : "DATABASE_UNAVAILABLE",
                  "Can't open " + options.path + ": " + error.what() + ". " +
                      (corrupt ? "Restore the last backup." : "Mend that and start again."));
  }
}

}  // namespace opora
