#include "platform/sql/sqlite/sqlite_error.h"

#include <cerrno>
#include <string>

#include <sqlite3.h>

namespace opora {
namespace {

// SQLite says "full" for ENOSPC only. A quota or a limit on the size of files means the same to us: writing is over
// for now, nothing is lost. A failed sync is never of this kind, whatever its errno: what it lost is unknown.
bool ran_out_of_room(int code, int system_error) {
  const bool growing = code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_SHMSIZE;
  return growing && (system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG);
}

// The errno behind an error. SQLite doesn't keep that of a failed COMMIT; the log's file, which it wrote to, does.
int system_error_of(sqlite3* connection, int code) {
  sqlite3_file* log = nullptr;
  int system_error = 0;
  if (code == SQLITE_IOERR_WRITE &&
      sqlite3_file_control(connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) == SQLITE_OK && log != nullptr &&
      log->pMethods != nullptr && log->pMethods->xFileControl != nullptr)
    log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &system_error);
  return system_error != 0 ? system_error : sqlite3_system_errno(connection);
}

}  // namespace

EngineError::Kind kind_of_sqlite_error(int code, int system_error) {
  if (ran_out_of_room(code, system_error)) return EngineError::Kind::full;
  // A moment without memory or descriptors is no fault of the statement: worth trying again.
  if (code == SQLITE_IOERR_NOMEM) return EngineError::Kind::busy;
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT: return EngineError::Kind::constraint;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_NOMEM:
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL:
    case SQLITE_INTERRUPT: return EngineError::Kind::busy;
    case SQLITE_FULL: return EngineError::Kind::full;
    case SQLITE_IOERR: return EngineError::Kind::io;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return EngineError::Kind::corrupt;
    default: return EngineError::Kind::other;
  }
}

void throw_sqlite_error(sqlite3* connection, std::string_view doing) {
  constexpr std::size_t kShown = 300;  // a migration may be pages long
  const int code = sqlite3_extended_errcode(connection);
  const std::string message = sqlite3_errmsg(connection);
  throw EngineError(kind_of_sqlite_error(code, system_error_of(connection, code)),
                    message + " (" + std::to_string(code) + "), in: " + std::string(doing.substr(0, kShown)));
}

}  // namespace opora
