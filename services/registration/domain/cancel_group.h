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

struct GroupCancellation {
  Events events = {};
  int promoted_count = 0;
  bool goes_on = false;  // whether a timer has to fill seats, too
};

// Cancels the group and promotes those who now fit; nothing if it was cancelled before.
GroupCancellation decide(const CancelGroupFacts& facts, const Group& cancelled, Instant now);

}  // namespace opora::registration
