// What libpq brings, as our rows.
#pragma once

#include <memory>
#include <vector>

#include "platform/sql/postgres/postgres_batch.h"
#include "platform/sql/sql.h"

struct pg_result;

namespace opora {

struct ClearResult {
  void operator()(pg_result* result) const;
};
using OwnedResult = std::unique_ptr<pg_result, ClearResult>;

// Adds a result's rows. A value of a type that no engine of ours shares is a mistake of the statement's:
// std::logic_error.
void add_rows(const pg_result* result, Rows& rows);

// What arrays of a described statement's parameters are of; empty when one is of no type that we bring in arrays.
std::vector<ArrayType> array_types(const pg_result* result);

}  // namespace opora
