// Planning a session: everything that stands against it, in the order in which it is said.
#pragma once

#include <optional>

#include "platform/result/result.h"
#include "scheduling/domain/rounds.h"

namespace opora::scheduling {

// What is known when the command comes.
struct PlanSessionFacts {
  std::optional<Session> known;  // what is under the id already
  Round round;
  Room room;
  Site site;  // the room's
};

// Refused with CAPACITY_LARGER_THAN_ROOM.
Result<void> check_fits(const SessionPlan& plan, const Room& room);

// The session that a plan makes, by everything that is said about its round, room and times.
// Refused with PROJECT_NOT_IN_ROUND, CAPACITY_LARGER_THAN_ROOM, ROOM_OUTSIDE_ROUND, LOCAL_TIME_SKIPPED or
// CLOSES_AFTER_START.
Result<Session> session_of(const SessionPlan& plan, const Round& round, const Room& room, const Site& site,
                           ActsFor planner);

// The session as it is then: the known one itself when it was planned like this before.
// Refused with ID_TAKEN, TEXT_MISSING, and as above.
Result<Session> decide(const PlanSessionFacts& facts, const SessionPlan& plan, ActsFor planner);

}  // namespace opora::scheduling
