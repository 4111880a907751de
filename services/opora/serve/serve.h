// All services: in one process, and by name for whoever starts them one by one.
#pragma once

#include <string>
#include <vector>

#include "platform/result/result.h"

namespace opora {

// `opora serve`: runs until SIGTERM or SIGINT; returns the exit code.
int serve(const std::vector<std::string>& arguments);

// `opora services`: their names, one a line, each after those whose events it needs.
void list_services();

// `opora services --json`: with whose events each consumes, and whether it has any of its own. Refused with
// CONTRACT_INCOMPLETE.
//   [{"name": "reporting", "hears": ["scheduling", "registration"], "tells": false}, …]
Result<void> describe_services();

}  // namespace opora
