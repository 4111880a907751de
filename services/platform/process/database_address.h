// Where in PostgreSQL a service's own database is.
#pragma once

#include <string>

#include "platform/result/result.h"

namespace opora {

// The setting `database` for one service: each {service} in it becomes the service's name. Refused with DATABASE_SHARED
// when there is none.
Result<std::string> database_address(const std::string& setting, const std::string& service);

}  // namespace opora
