// `opora doctor`: checks every invariant of every service on the live data, and says what was looked at.
#pragma once

#include "opora/tool/connection.h"
#include "platform/result/result.h"

namespace opora::tool {

// Refused with INVARIANTS_VIOLATED after all of them are printed.
Result<void> doctor(const ConnectionOptions& options);

}  // namespace opora::tool
