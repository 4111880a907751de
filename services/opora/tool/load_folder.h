// `opora load FOLDER`: reads and checks a round folder, then puts it on a running platform.
#pragma once

#include <string>

#include "opora/tool/connection.h"
#include "platform/result/result.h"

namespace opora::tool {

// Lists every defect and loads nothing if there is any (FOLDER_REFUSED).
Result<void> load_folder(const ConnectionOptions& options, const std::string& folder, bool only_check);

}  // namespace opora::tool
