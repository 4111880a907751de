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
  // Of the other sessions that hold the room, published and not cancelled, the one that starts last among those which
  // start before this one ends. No earlier one need be looked at: they don't overlap, so none of them ends later.
  std::optional<Booking> last_before_end;
};

// Whether the room is free for the session; `last_before_end` as above. Refused with ROOM_DOUBLE_BOOKED.
Result<void> check_free(const std::optional<Booking>& last_before_end, const Session& session);

// Published again, it is no news. Refused with ROOM_OUTSIDE_ROUND if it was planned before rounds named regions, and
// with SESSION_CANCELLED or ROOM_DOUBLE_BOOKED.
Result<Events> decide(const PublishSessionFacts& facts, const Session& session, ActsFor planner);

}  // namespace opora::scheduling
