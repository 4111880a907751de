// What PostgreSQL says, in the words of EngineError.
#pragma once

#include <string_view>

#include "platform/sql/sql.h"

namespace opora {

// `state` is the SQLSTATE (PostgreSQL's manual, appendix A); empty when the connection itself failed.
EngineError::Kind kind_of_postgres_error(std::string_view state);

}  // namespace opora
