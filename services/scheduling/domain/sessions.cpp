#include "scheduling/domain/sessions.h"

namespace opora::scheduling {

Session fold(Session session, const Events& events) {
  for (const Event& event : events)
    if (std::holds_alternative<SessionPublished>(event)) session.published = true;
  return session;
}

}  // namespace opora::scheduling
