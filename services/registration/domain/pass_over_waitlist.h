// A coordinator's exception: seats that the first of the waitlist is too large for go to a later group.
#pragma once

#include <optional>

#include "platform/clock/clock.h"
#include "platform/result/result.h"
#include "registration/domain/events.h"
#include "registration/domain/group.h"
#include "registration/domain/seats.h"
#include "registration/domain/session.h"

namespace opora::registration {

// What is known when the command comes.
struct PassOverWaitlistFacts {
  Session session;
  Seats seats;
  Group group;
  std::optional<Group> head;  // the first of the waitlist, if anybody waits
};

// Confirms the group; nothing if it has its seats. Refused with GROUP_CANCELLED, SESSION_BEGUN, HEAD_FITS or
// NO_SEATS_FREE.
Result<Events> decide(const PassOverWaitlistFacts& facts, const Why& why, Instant now);

}  // namespace opora::registration
