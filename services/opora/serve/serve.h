// `opora serve`: all services in one process.
#pragma once

#include <string>
#include <vector>

namespace opora {

// Runs until SIGTERM or SIGINT; returns the exit code.
int serve(const std::vector<std::string>& arguments);

}  // namespace opora
