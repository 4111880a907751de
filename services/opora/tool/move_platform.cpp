#include "opora/tool/move_platform.h"

#include <utility>

#include "opora/move/move.h"
#include "opora/tool/say.h"

namespace opora::tool {

Result<void> move_platform(const std::string& data_folder, const std::string& database,
                           std::span<const Service> services) {
  TRY(routes, move::routes_of(data_folder, database, services));
  TRY(row_count, move::move({.data_folder = data_folder, .routes = std::move(routes), .tell = [](const auto& line) {
                               say(line);
                             }}));
  say("Moved " + std::to_string(row_count) + " rows; every table was compared.");
  say("Start the platform with this --database and the same --data, which has its keys.");
  say("Its .db files are as they were: keep them until PostgreSQL has its first backup, then remove them.");
  return {};
}

}  // namespace opora::tool
