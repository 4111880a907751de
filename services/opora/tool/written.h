// What a command makes, such as a report or a list, on standard output or in a file.
#pragma once

#include <string>

#include "platform/result/result.h"

namespace opora::tool {

// Without a file it is printed as it is. Refused with FILE_NOT_WRITTEN.
Result<void> write_out(const std::string& text, const std::string& file);

}  // namespace opora::tool
