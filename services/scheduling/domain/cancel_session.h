// Cancelling a session: it is not held, or was not. It is not taken back, since who waited has been told so.
#pragma once

#include "scheduling/domain/corrections.h"

namespace opora::scheduling {

// Cancelled again, it is no news.
CorrectedSession decide_cancelling(const Session& session, const std::string& reason);

}  // namespace opora::scheduling
