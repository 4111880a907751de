// Moving a session to another room or time: everything that stands against it, in the order in which it is said. The
// rules are those of planning it so and, once it is published, of publishing it so.
#pragma once

#include <optional>
#include <string>

#include "platform/result/result.h"
#include "scheduling/domain/corrections.h"
#include "scheduling/domain/rounds.h"

namespace opora::scheduling {

// Where and when a session is held from now on.
struct MoveSession {
  RoomId room;
  std::string local_start;
  std::chrono::minutes duration{0};
  std::int32_t capacity = 0;
  std::string local_registration_end;
  std::string reason;
};

// What is known when the command comes.
struct MoveSessionFacts {
  Session session;
  Round round;
  Site site;  // where it has been held
  Room room;  // the new one
  Site new_site;
};

// The session as it would be. Refused with SESSION_CANCELLED, ROOM_IN_ANOTHER_REGION, or as planning is.
Result<Session> moved(const MoveSessionFacts& facts, const MoveSession& command, ActsFor planner);

// Moves it there; `last_before_end` is of the new room, as for publishing. Refused with ROOM_DOUBLE_BOOKED if it is
// published.
Result<CorrectedSession> decide(const MoveSessionFacts& facts, const Session& moved,
                                const std::optional<Booking>& last_before_end, const std::string& reason);

}  // namespace opora::scheduling
