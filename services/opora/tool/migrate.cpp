#include "opora/tool/migrate.h"

#include <array>

#include "opora/tool/say.h"
#include "opora/tool/stopped_service.h"
#include "platform/lane/lane.h"
#include "platform/process/database_address.h"
#include "platform/sql/database.h"
#include "platform/sql/postgres/open_postgres.h"

namespace opora::tool {

Result<void> migrate(const std::string& database, std::vector<std::string> names, std::span<const Service> services) {
  if (names.empty())
    for (const Service& service : services) names.push_back(service.name);
  for (const std::string& name : names) {
    TRY(service, service_of(services, name));
    TRY(address, database_address(database, name));
    const std::array migrations{platform_migrations(), service->migrations};
    TRY_DO(open_postgres({.address = address, .reader_count = 1}, migrations).map([](const auto&) {}));
    say(name + ": its schema is up to date.");
  }
  return {};
}

}  // namespace opora::tool
