// Publishing a session: everything that stands against it, in the order in which it is said.
#pragma once

#include <optional>

#include "platform/result/result.h"
#include "scheduling/domain/rounds.h"

namespace opora::scheduling {

// What is known when the command comes.
struct PublishSessionFacts {
  Round round;
  Site site;
  // The published session of the same room that starts last among those which start before this one ends. No earlier
  // one need be looked at: published sessions of a room don't overlap, so none of them ends later than it does.
  std::optional<Booking> last_before_end;
};

// Published again, it is no news. Refused with ROOM_OUTSIDE_ROUND if it was planned before rounds named regions, and
// with ROOM_DOUBLE_BOOKED.
Result<Events> decide(const PublishSessionFacts& facts, const Session& session, ActsFor planner);

}  // namespace opora::scheduling
