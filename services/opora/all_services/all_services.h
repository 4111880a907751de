// The one list of services.
#pragma once

#include <vector>

#include "platform/service/service.h"

namespace opora {

// Each after those whose events it needs.
std::vector<Service> all_services();

}  // namespace opora
