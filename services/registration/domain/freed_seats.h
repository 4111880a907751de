// Seats that become free where a group goes, or gets smaller: who moves up, and what a timer has to do, too.
#pragma once

#include <vector>

#include "platform/clock/clock.h"
#include "registration/domain/events.h"
#include "registration/domain/group.h"
#include "registration/domain/seats.h"
#include "registration/domain/session.h"

namespace opora::registration {

// What is known when the command comes.
struct FreedSeatsFacts {
  Session session;
  Seats seats;
  // The front of the waitlist as it is once the group has changed, in order of arrival: as far as seats_to_fill()
  // reaches, or kPromotedAtOnce.
  std::vector<Group> front = {};
};

// What a timer has to do, too.
enum class Rest {
  none,
  moves_up,     // there are more than move up in one commit
  may_move_up,  // it is too late for them by this hour, and not by the last one that was confirmed
};

struct FreedSeats {
  Events events = {};
  int promoted_count = 0;
  Rest rest = Rest::none;
  int owed_count = 0;  // of seats, to those who move up next: Rest::moves_up
};

// The seats that the waitlist may fill once this has happened; 0 if nobody is promoted any more.
int seats_to_fill(const Session& session, const Seats& seats, const Events& change, Instant now);

// The change, and with it those who now fit; nothing if it is none. `confirmed`: the last hour that was confirmed.
FreedSeats decide_freed(const FreedSeatsFacts& facts, Events change, Instant now, Instant confirmed);

}  // namespace opora::registration
