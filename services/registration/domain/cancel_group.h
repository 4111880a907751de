// Cancelling a group: everything that stands against it, in the order in which it is said. It goes as a whole, and its
// seats become free (domain/freed_seats.h).
//   - Not once its session is over, nor once somebody of it has come: whoever stays away is told as not having come,
//     and with the group that would vanish.
//   - Unless it is entered afterwards, as from the records of a past round: then it was cancelled before.
#pragma once

#include "platform/clock/clock.h"
#include "platform/result/result.h"
#include "registration/domain/events.h"
#include "registration/domain/group.h"
#include "registration/domain/session.h"

namespace opora::registration {

struct CancelGroup {
  bool late_entry = false;  // entered by a coordinator afterwards: neither the hour nor who came is looked at
  Why why = {};
};

// What is known when the command comes.
struct CancelGroupFacts {
  Session session;
  Group group;
  bool has_member_come = false;  // somebody named in it, under any of their ids
  int counted_count = 0;         // of its organisation, who came there without being named
};

// The cancellation; nothing if it was cancelled before. Refused with SESSION_OVER or GROUP_CAME.
Result<Events> decide(const CancelGroupFacts& facts, const CancelGroup& command, Instant now);

// The cancellation, whenever it is; nothing if it was cancelled before.
Events decide_cancellation(const Group& group, const Why& why);

}  // namespace opora::registration
