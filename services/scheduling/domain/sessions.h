// Sessions: what happens in one room, from one time on, for people who register. A plan is nobody else's business until
// it is published; published sessions of one room never overlap.
#pragma once

#include <optional>

#include "platform/result/result.h"
#include "scheduling/domain/rounds.h"

namespace opora::scheduling {

// The session as it is then: `known` itself when it was planned like this before. `site` is the room's.
// Refused with TEXT_MISSING, PROJECT_NOT_IN_ROUND, ROOM_OUTSIDE_ROUND, CAPACITY_LARGER_THAN_ROOM, LOCAL_TIME_SKIPPED,
// CLOSES_AFTER_START or ID_TAKEN.
Result<Session> decide(const std::optional<Session>& known, const SessionPlan& plan, const Round& round,
                       const Room& room, const Site& site, ActsFor planner);

// `last_before_end` is the published session of the same room that starts last among those which start before this one
// ends. No earlier one need be looked at: published sessions of a room don't overlap, so none of them ends later than
// it does. Refused with ROOM_DOUBLE_BOOKED, and with ROOM_OUTSIDE_ROUND if it was planned before rounds named regions.
Result<Events> publish(const Session& session, const Round& round, const Site& site, ActsFor planner,
                       const std::optional<Booking>& last_before_end);

Session fold(Session session, const Events& events);

}  // namespace opora::scheduling
