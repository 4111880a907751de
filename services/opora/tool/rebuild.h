// `opora rebuild`: a service's read models are made anew from the logs they came from.
#pragma once

#include <span>
#include <string>

#include "opora/tool/stopped_service.h"
#include "platform/result/result.h"
#include "platform/service/service.h"

namespace opora::tool {

// Empties its read models, what is parked and skipped, and how far it has come with each source, in one transaction; it
// reads all logs from their beginning when it starts. What it decided itself stays. It must be stopped. Refused with
// READS_NO_LOG for a service that has no read models, UNKNOWN_SERVICE, or as change_stopped() is.
Result<void> rebuild(const Databases& databases, const std::string& name, std::span<const Service> services);

}  // namespace opora::tool
