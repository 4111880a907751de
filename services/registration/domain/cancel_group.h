// Cancelling a group: what becomes of its seats.
#pragma once

#include <vector>

#include "platform/clock/clock.h"
#include "registration/domain/events.h"
#include "registration/domain/group.h"
#include "registration/domain/seats.h"
#include "registration/domain/session.h"

namespace opora::registration {

// The seats that the waitlist may fill once `cancelled` has gone; 0 if nobody is promoted any more.
int seats_to_fill(const Session& session, const Seats& seats, const Group& cancelled, Instant now);

// What is known when the command comes.
struct CancelGroupFacts {
  Session session;
  Seats seats;
  // The front of the waitlist without the cancelled group, in order of arrival: as far as seats_to_fill() reaches, or
  // kPromotedAtOnce.
  std::vector<Group> front = {};
};

// What a timer has to do, too.
enum class Rest {
  none,
  moves_up,     // there are more than move up in one commit
  may_move_up,  // it is too late for them by this hour, and not by the last one that was confirmed
};

struct GroupCancellation {
  Events events = {};
  int promoted_count = 0;
  Rest rest = Rest::none;
  int owed_count = 0;  // of seats, to those who move up next: Rest::moves_up
};

// Cancels the group and promotes those who now fit; nothing if it was cancelled before. `confirmed`: the last hour that
// was confirmed.
GroupCancellation decide(const CancelGroupFacts& facts, const Group& cancelled, Instant now, Instant confirmed);

}  // namespace opora::registration
