// `opora migrate`: brings databases up to date before the new version starts, so that whoever rolls it out hears of a
// step that fails while the old version still serves.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "platform/result/result.h"
#include "platform/service/service.h"

namespace opora::tool {

// Of the services named, or of all. `database` as the setting; each service's is changed in one transaction a step, and
// may be in use when the steps are additive (docs/adr/0016). Refused with UNKNOWN_SERVICE, or as open_postgres() is.
Result<void> migrate(const std::string& database, std::vector<std::string> names, std::span<const Service> services);

}  // namespace opora::tool
