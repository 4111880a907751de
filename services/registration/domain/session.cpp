#include "registration/domain/session.h"

namespace opora::registration {

Result<void> check_held(const Session& session) {
  if (!session.cancelled) return {};
  return refuse(Code::conflict, "SESSION_CANCELLED",
                "The session was cancelled. Choose another one; whoever was at another one was there, not here.");
}

}  // namespace opora::registration
