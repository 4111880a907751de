// `opora restored`: a database was taken back to an earlier copy. Its log goes on from there with other events under
// the same positions, so it gets another epoch: whoever has read further stops instead of mixing two lives.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "opora/tool/stopped_service.h"
#include "platform/result/result.h"
#include "platform/service/service.h"

namespace opora::tool {

// Of the services named, or of all that tell events. Each must be stopped. Prints what to do next. Refused with
// NO_LOG (it tells no events, or has never run), UNKNOWN_SERVICE, or as change_stopped() is.
Result<void> restored(const Databases& databases, std::vector<std::string> names, std::span<const Service> services);

}  // namespace opora::tool
