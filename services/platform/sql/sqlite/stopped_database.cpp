#include "platform/sql/sqlite/stopped_database.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "platform/sql/sqlite/database_file.h"
#include "platform/sql/sqlite/open_sqlite.h"

namespace opora {

Result<std::unique_ptr<StoppedDatabase>> StoppedDatabase::open(const std::string& path,
                                                               std::span<const Migrations> migrations) {
  const auto missing =
      refuse(Code::not_found, "DATABASE_MISSING",
             "There is no database " + path + ": give the data folder of a platform that has run there.");
  std::error_code error;
  const std::string real = std::filesystem::canonical(path, error).string();  // as whoever has it open locks it
  if (error) return missing;
  try {
    TRY(lock, FileLock::take(real));
    TRY(state, find_database_file(real));
    if (state == FileState::missing) return missing;
    SqliteOptions options;
    options.path = real;
    TRY(connection, inspect_database_file(options, state, migrations));
    return std::unique_ptr<StoppedDatabase>(new StoppedDatabase(std::move(lock), std::move(connection)));
  } catch (const EngineError& engine_error) {
    return refuse(Code::unavailable, "DATABASE_UNAVAILABLE", "Can't open " + path + ": " + engine_error.what() + ".");
  }
}

}  // namespace opora
