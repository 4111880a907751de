// `opora health`: asks every replica by itself whether it takes calls, and says it one a line.
#pragma once

#include "opora/tool/connection.h"
#include "platform/result/result.h"

namespace opora::tool {

// Needs no token. A place that doesn't answer within two seconds is AWAY. Refused with NOT_READY, after all of them are
// printed, unless each is SERVING.
Result<void> health(const ConnectionOptions& options);

}  // namespace opora::tool
