// The database of a service that doesn't run, for an operator's work on it.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "platform/result/result.h"
#include "platform/service/service.h"
#include "platform/sql/database.h"

namespace opora::tool {

// Where the services' databases are.
struct Databases {
  std::string data_folder;
  std::string database;  // as the setting; empty for the files in the folder
};

// Refused with UNKNOWN_SERVICE.
Result<const Service*> service_of(std::span<const Service> services, const std::string& name);

// Does `work` in one transaction under the write lock, and keeps what it did unless it refuses. Refused with
// DATABASE_IN_USE while a process serves from it (in PostgreSQL one of this build or a later one), DATABASE_MISSING,
// MOVED, or as open_sqlite() and open_postgres() are.
Result<void> change_stopped(const Databases& databases, const Service& service,
                            const std::function<Result<void>(Sql&)>& work);

}  // namespace opora::tool
