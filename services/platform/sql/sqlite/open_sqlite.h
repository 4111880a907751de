// How a service's own SQLite file is opened, and what can be chosen.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "platform/result/result.h"
#include "platform/sql/database.h"

namespace opora {

struct SqliteOptions {
  std::string path;                                // a file, or memory_path(name)
  int reader_count = 2;                            // connections for reading
  std::int64_t wal_limit_bytes = 60LL << 20;       // from here on new readers wait until the log is reclaimed
  std::int64_t cache_bytes = 4LL << 20;            // page cache of the writer
  std::int64_t check_bytes_max = 32LL << 20;       // larger files are checked page by page only after a crash
};

// Opens (or makes) the database and brings its schema up to date. Refused, with the file untouched, with
//   DATABASE_CORRUPT     it is no database, or a damaged one
//   DATABASE_TOO_NEW     a newer version of the platform wrote it
//   DATABASE_CHANGED     a migration that ran is not the one this program holds
//   DATABASE_IN_USE      another process has it open
//   DATABASE_UNAVAILABLE anything else the system says
Result<std::unique_ptr<Database>> open_sqlite(const SqliteOptions& options, std::span<const Migrations> migrations);

}  // namespace opora
