// A database's file before anything writes to it: whether it is there, whole, and ours.
//
// What is checked. A file of at most `check_bytes_max`, and any file whose last owner died (its write-ahead log is
// still there), is checked page by page (quick_check, about 1 GB a second from memory). A larger one that was closed in
// order is checked in outline: header, page count, schema; so starting stays quick. A damaged page that this misses
// throws EngineError of kind corrupt when it is met. SQLite keeps no checksums in the file: a bit that flips inside a
// stored value changes that value, and nothing here notices.
//
// What is touched. Neither the database nor its log changes by one byte. `.lock` is made; after a crash SQLite also
// rebuilds the log's index (`-shm`), which holds nothing of its own. A file closed in order is read as immutable, so
// that not even that appears beside it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "platform/result/result.h"
#include "platform/sql/database.h"
#include "platform/sql/sqlite/open_sqlite.h"
#include "platform/sql/sqlite/sqlite_connection.h"

namespace opora {

enum class FileState {
  missing,       // not there, or empty: a new database is made
  closed,        // its last owner closed it in order
  left_by_crash  // its log holds what its last owner committed
};

// Refused with DATABASE_CORRUPT when a log lies beside no database, DATABASE_UNAVAILABLE when it can't be read.
Result<FileState> find_database_file(const std::string& path);

// Checks an existing file through a connection that only reads. The connection comes back open: keep it until the
// writer has opened the file, so that a log left by a crash is indexed once and not twice.
Result<std::unique_ptr<SqliteConnection>> inspect_database_file(const SqliteOptions& options, FileState state,
                                                                std::span<const Migrations> migrations);

// Makes an empty database, readable by its owner only. It appears under its name complete, or not at all.
Result<void> make_database_file(const std::string& path);

}  // namespace opora
