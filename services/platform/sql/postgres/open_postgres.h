// How a service's database on a PostgreSQL server is opened, and what can be chosen.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "platform/result/result.h"
#include "platform/sql/database.h"

namespace opora {

struct PostgresOptions {
  std::string address;   // as libpq reads it: "postgresql://user@host/database". Never shown: it may hold a password
  int reader_count = 2;  // connections for reading
  bool is_alone = false;  // nobody else may write: for an operator's work on a service that does not run
  bool is_for_move = false;  // for one that goes on though an earlier move was cut off
};

// Connects and brings the schema up to date, one process at a time. Refused with DATABASE_TOO_NEW, DATABASE_CHANGED,
// DATABASE_CORRUPT (tables of some other program), DATABASE_IN_USE (somebody has it alone, or it was to be had so and
// others use it), HALF_MOVED (half_moved.h) or DATABASE_UNAVAILABLE. Connections that are lost later are made again.
Result<std::unique_ptr<Database>> open_postgres(const PostgresOptions& options, std::span<const Migrations> migrations);

}  // namespace opora
