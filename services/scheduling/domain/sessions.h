// Sessions: what happens in one room, from one time on, for people who register. A plan is nobody else's business until
// it is published; published sessions of one room never overlap.
#pragma once

#include "platform/result/result.h"
#include "scheduling/domain/events.h"

namespace opora::scheduling {

// Refused with SESSION_CANCELLED: what is not held is neither opened nor changed any more.
Result<void> check_not_cancelled(const Session& session);

Session fold(Session session, const Events& events);

}  // namespace opora::scheduling
