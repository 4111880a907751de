// `opora move`: an embedded platform goes on in PostgreSQL.
#pragma once

#include <span>
#include <string>

#include "platform/result/result.h"
#include "platform/service/service.h"

namespace opora::tool {

// Prints how far it has come and what to do next. Refused as move::routes_of() and move::move() are.
Result<void> move_platform(const std::string& data_folder, const std::string& database,
                           std::span<const Service> services);

}  // namespace opora::tool
