// `opora load FOLDER`: reads and checks a round folder, then puts it on a running platform.
#pragma once

#include <string>
#include <vector>

#include "opora/load/load.h"
#include "opora/tool/connection.h"
#include "platform/result/result.h"

namespace opora::tool {

// Lists every defect and loads nothing if there is any (FOLDER_REFUSED).
Result<void> load_folder(const ConnectionOptions& options, const std::string& folder, bool only_check);

// What is said of scans that counted nowhere when they were first uploaded: whoever loads a folder learns here, and
// nowhere else, that some of it may be in no figure. None, if there are none.
std::vector<std::string> lines_of_set_aside(const load::Loaded& loaded);

}  // namespace opora::tool
