// What PostgreSQL says, in the words of EngineError.
#pragma once

#include <string_view>

#include "platform/sql/sql.h"

namespace opora {

// A write was sent to a server, or a database, that takes none now: one that has become another's standby, or that
// somebody made read-only.
constexpr std::string_view kReadOnlyState = "25006";

// `state` is the SQLSTATE (PostgreSQL's manual, appendix A); empty when the connection itself failed.
EngineError::Kind kind_of_postgres_error(std::string_view state);

}  // namespace opora
