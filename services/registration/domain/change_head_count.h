// Changing how many people a group has: everything that stands against it, in the order in which it is said, and what
// becomes of more people than there are seats for.
//   - More get seats only if these are free and nobody waits. More of a group that waits wait with it only if nobody
//     waits behind it: they came later than those.
//   - Else they wait by themselves, all of them, at the end of the waitlist, as a group that is part of this one; or,
//     if the command names no such group, nothing changes.
//   - Fewer people are first those who wait as a part: as long as some wait behind the group, it keeps its own. Else
//     the part would move up into the seats given back, and the organisation would have more than it asked for.
//   - Never fewer than are named.
#pragma once

#include <optional>

#include "platform/clock/clock.h"
#include "platform/result/result.h"
#include "registration/domain/events.h"
#include "registration/domain/group.h"
#include "registration/domain/seats.h"
#include "registration/domain/session.h"

namespace opora::registration {

struct ChangeHeadCount {
  int head_count = 0;
  GroupId waiting = {};  // as which more people wait; may be empty
  Why why = {};
};

// What is known when the command comes.
struct ChangeHeadCountFacts {
  Session session;
  Seats seats;
  Group group;
  std::optional<Group> part;  // what has the id of the one as which more people would wait
  int waitlist_place = 0;     // the group's, where it waits and is to have more people
  bool part_waits = false;    // behind the group, as more people of the same one, where it is to have fewer
};

// The group of which more people are a part: a part has none of its own.
const GroupId& whole_of(const Group& group);

// Whether the part was made by this command, sent before: then that is kept, and changes nothing.
bool is_part_of(const Group& part, const Group& group);

// What changes, which may be nothing. Refused with GROUP_CANCELLED, ID_TAKEN, GROUP_LARGER_THAN_ROOM,
// REGISTRATION_CLOSED, SESSION_BEGUN, SESSION_OVER, NO_SEATS_FREE, PART_WAITS or FEWER_THAN_NAMED.
Result<Events> decide(const ChangeHeadCountFacts& facts, const ChangeHeadCount& command, Instant now);

}  // namespace opora::registration
