// A disk without room: writing stops with a plain word, reading goes on, nothing committed is lost, and writing goes on
// by itself when there is room again. The limit on the size of files stands for the disk: the system refuses the same
// write calls.
#include <cerrno>
#include <csignal>
#include <stdexcept>

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/resource.h>

#include "platform/sql/sqlite/open_sqlite.h"
#include "platform/sql/sqlite/sqlite_error.h"
#include "platform/sql/tests/child.h"
#include "platform/sql/tests/file_contents.h"
#include "platform/sql/tests/notes.h"

namespace opora {
namespace {

constexpr int kNoteBytes = 20'000;

void set_room(rlim_t bytes) {
  rlimit limit{};
  getrlimit(RLIMIT_FSIZE, &limit);
  limit.rlim_cur = bytes;
  if (setrlimit(RLIMIT_FSIZE, &limit) != 0) throw std::runtime_error("the limit can't be set");
}

bool is_refused_as_full(Database& database) {
  try {
    add_notes(database, 1, kNoteBytes);
  } catch (const EngineError& error) {
    database.rollback();
    if (error.kind() != EngineError::Kind::full) throw;
    return true;
  }
  return false;
}

void require(bool holds, const char* what) {
  if (!holds) throw std::runtime_error(what);
}

int fill_and_recover(const SqliteOptions& options, std::int64_t at_least_count) {
  std::signal(SIGXFSZ, SIG_IGN);  // the write call then fails, as on a full disk
  auto database = open_notes(options);
  set_room(1'000'000);
  std::int64_t committed_count = 0;
  while (!is_refused_as_full(*database)) ++committed_count;
  require(committed_count >= at_least_count, "was full too early");
  require(is_refused_as_full(*database), "was full only once");
  require(count_notes(*database) == committed_count, "reads don't show exactly what was committed");
  set_room(RLIM_INFINITY);
  add_notes(*database, 1, kNoteBytes);
  require(count_notes(*database) == committed_count + 1, "does not recover");
  require(database->empty_log(), "the log can't be emptied");
  database.reset();
  require(count_notes(*open_notes(options)) == committed_count + 1, "something was lost");
  return 0;
}

TEST(FullDisk, OfTheLogItself) {
  const TemporaryFolder folder;
  SqliteOptions options;
  options.path = folder.file("full.db");
  EXPECT_EQ(Child([&](const auto&) { return fill_and_recover(options, 20); }).exit_code(), 0);
}

// The database reaches its limit while the log still has room: what can't be moved stays in the log, and commits go on.
// 1 MB holds 48 notes at most, so more than that many prove it.
TEST(FullDisk, OfTheDatabaseDoesNotFailCommits) {
  const TemporaryFolder folder;
  SqliteOptions options;
  options.path = folder.file("full.db");
  options.wal_limit_bytes = 100'000;
  EXPECT_EQ(Child([&](const auto&) { return fill_and_recover(options, 60); }).exit_code(), 0);
}

TEST(SqliteErrors, HaveOneKindEach) {
  using Kind = EngineError::Kind;
  struct Case {
    const char* rule;
    int code;
    int system_error;
    Kind kind;
  };
  const Case cases[] = {
      {"no room, says SQLite", SQLITE_FULL, 0, Kind::full},
      {"no room under the quota", SQLITE_IOERR_WRITE, EDQUOT, Kind::full},
      {"no room for the log's index", SQLITE_IOERR_SHMSIZE, ENOSPC, Kind::full},
      {"a failed write", SQLITE_IOERR_WRITE, EIO, Kind::io},
      {"a failed sync, whatever its errno", SQLITE_IOERR_FSYNC, ENOSPC, Kind::io},
      {"no memory is worth another try", SQLITE_NOMEM, 0, Kind::busy},
      {"nor any while reading or writing", SQLITE_IOERR_NOMEM, 0, Kind::busy},
      {"so is no descriptor", SQLITE_CANTOPEN, 0, Kind::busy},
      {"a unique key", SQLITE_CONSTRAINT_UNIQUE, 0, Kind::constraint},
      {"somebody's lock", SQLITE_BUSY_SNAPSHOT, 0, Kind::busy},
      {"damage", SQLITE_CORRUPT_INDEX, 0, Kind::corrupt},
      {"no database", SQLITE_NOTADB, 0, Kind::corrupt},
      {"bad SQL", SQLITE_ERROR, 0, Kind::other},
  };
  for (const Case& each : cases) EXPECT_EQ(kind_of_sqlite_error(each.code, each.system_error), each.kind) << each.rule;
}

}  // namespace
}  // namespace opora
