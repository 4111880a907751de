// Brings a schema up to date: forward only, each step in a transaction of its own, and never over a step that this
// program does not know or knows differently. Steps that it does not know are let pass if they are declared additive
// (additive.h): old and new builds run side by side while a version is rolled out.
#pragma once

#include <span>

#include "platform/result/result.h"
#include "platform/sql/connection.h"
#include "platform/sql/database.h"

namespace opora {

// Whether this program may use the schema. Reads only. Refused with DATABASE_TOO_NEW, DATABASE_CHANGED, or
// DATABASE_CORRUPT for a database that holds tables and never saw a migration of ours. Throws EngineError.
Result<void> check_migrations(Sql& sql, std::span<const Migrations> migrations);

// Checks, then runs the steps that are missing, in the order of owners and numbers. Refused with DATABASE_UNAVAILABLE
// when a step fails; the steps before it stay. Logs a warning when a newer build has added steps. Throws EngineError,
// and std::logic_error for a step that is declared additive and is not.
Result<void> apply_migrations(Connection& connection, std::span<const Migrations> migrations);

}  // namespace opora
