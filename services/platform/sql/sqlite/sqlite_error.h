// What SQLite says, in the words of EngineError. An error's text names the statement, never the values it ran with.
#pragma once

#include <string_view>

#include "platform/sql/sql.h"

struct sqlite3;

namespace opora {

// `code` is SQLite's extended result code, `system_error` the errno of the call that failed, or 0.
EngineError::Kind kind_of_sqlite_error(int code, int system_error);

// Throws what the connection's last call failed with. `doing` is the statement or step it happened in.
[[noreturn]] void throw_sqlite_error(sqlite3* connection, std::string_view doing);

}  // namespace opora
