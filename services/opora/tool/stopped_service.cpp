#include "opora/tool/stopped_service.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "platform/lane/lane.h"
#include "platform/process/database_address.h"
#include "platform/process/moved_mark.h"
#include "platform/sql/postgres/open_postgres.h"
#include "platform/sql/sqlite/open_sqlite.h"

namespace opora::tool {
namespace {

Result<std::unique_ptr<Database>> open_stopped(const Databases& databases, const Service& service) {
  const std::array migrations{platform_migrations(), service.migrations};
  if (!databases.database.empty()) {
    TRY(address, database_address(databases.database, service.name));
    return open_postgres({.address = address, .reader_count = 1, .is_alone = true}, migrations);
  }
  TRY_DO(check_not_moved(databases.data_folder));
  const std::string path = databases.data_folder + "/" + service.name + ".db";
  std::error_code error;
  if (!std::filesystem::exists(path, error))
    return refuse(Code::not_found, "DATABASE_MISSING",
                  "There is no database " + path + ": give the data folder of a platform that has run there.");
  return open_sqlite({.path = path, .reader_count = 1}, migrations);
}

}  // namespace

Result<const Service*> service_of(std::span<const Service> services, const std::string& name) {
  const auto is_it = [&](const Service& each) { return each.name == name; };
  const auto found = std::find_if(services.begin(), services.end(), is_it);
  if (found != services.end()) return &*found;
  return refuse(Code::invalid, "UNKNOWN_SERVICE", "There is no service " + name + ": opora services lists them.");
}

Result<void> change_stopped(const Databases& databases, const Service& service,
                            const std::function<Result<void>(Sql&)>& work) {
  TRY(database, open_stopped(databases, service));
  try {
    database->begin();
    auto done = work(database->writer());
    if (done) database->commit();
    else database->rollback();
    return done;
  } catch (const EngineError& error) {
    database->rollback();
    return refuse(Code::unavailable, "DATABASE_UNAVAILABLE",
                  service.name + ": " + error.what() + ". Nothing of it was changed; mend that and try again.");
  }
}

}  // namespace opora::tool
