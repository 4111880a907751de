// What PostgreSQL says, in the words of EngineError.
#pragma once

#include <string_view>

#include "platform/sql/sql.h"

namespace opora {

// A write was sent to a server, or a database, that takes none now: one that has become another's standby, or that
// somebody made read-only.
constexpr std::string_view kReadOnlyState = "25006";

// The server has ended the session, since it was asked for nothing while a transaction was open. What was sent after
// that it has not read, a COMMIT included.
constexpr std::string_view kIdleState = "25P03";

// `state` is the SQLSTATE (PostgreSQL's manual, appendix A); empty when the connection itself failed.
EngineError::Kind kind_of_postgres_error(std::string_view state);

}  // namespace opora
