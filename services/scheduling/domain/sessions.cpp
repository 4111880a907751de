#include "scheduling/domain/sessions.h"

namespace opora::scheduling {

Result<void> check_not_cancelled(const Session& session) {
  if (!session.cancelled) return {};
  return refuse(Code::conflict, "SESSION_CANCELLED", "The session was cancelled, for good. Plan another one.");
}

Session fold(Session session, const Events& events) {
  for (const Event& event : events)
    if (std::holds_alternative<SessionPublished>(event)) session.published = true;
  return session;
}

}  // namespace opora::scheduling
