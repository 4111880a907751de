// `opora health` asks every replica by itself whether it takes calls, and says it one a line. `opora probe` asks the
// process beside it, as a container's health check does.
#pragma once

#include <string>

#include "opora/tool/connection.h"
#include "platform/result/result.h"

namespace opora::tool {

// Needs no token. A place that doesn't answer within two seconds is AWAY. Behind the state stands of which build the
// process is, and a last line says so where they are of several.
// Below it stands what hinders it though it serves: Kafka, so far. Refused with NOT_READY, after all of them are
// printed, unless each is SERVING.
Result<void> health(const ConnectionOptions& options);

// `address` is the setting health.address of a process on this machine, which speaks no TLS there: certificates that
// the environment names are for its other port. Refused with NOT_READY, or with ADDRESS_INVALID.
Result<void> probe(const std::string& address);

}  // namespace opora::tool
