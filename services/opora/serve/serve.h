// All services: in one process, and by name for whoever starts them one by one.
#pragma once

#include <string>
#include <vector>

#include "platform/service/service.h"

namespace opora {

// The one list of them.
std::vector<Service> all_services();

// `opora serve`: runs until SIGTERM or SIGINT; returns the exit code.
int serve(const std::vector<std::string>& arguments);

// `opora services`: their names, one a line, each after those whose events it needs.
int list_services();

}  // namespace opora
