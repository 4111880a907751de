#include "scheduling/domain/cancel_session.h"

namespace opora::scheduling {

CorrectedSession decide_cancelling(const Session& session, const std::string& reason) {
  Session cancelled = session;
  cancelled.cancelled = true;
  return corrected(session, std::move(cancelled),
                   [&](const Session& changed) { return SessionCancelled{changed, reason}; });
}

}  // namespace opora::scheduling
