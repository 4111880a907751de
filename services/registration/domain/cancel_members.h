// Saying that some people of a group don't come: everything that stands against it, in the order in which it is said.
// Their seats become free; everybody else keeps theirs.
#pragma once

#include <span>
#include <vector>

#include "platform/clock/clock.h"
#include "platform/result/result.h"
#include "registration/domain/events.h"
#include "registration/domain/group.h"
#include "registration/domain/session.h"

namespace opora::registration {

struct CancelMembers {
  std::vector<PersonId> people;
  int unnamed_count = 0;
  Why why = {};
};

// What is known when the command comes.
struct CancelMembersFacts {
  Session session;
  Group group;
  std::vector<Attendee> attendees;  // those listed who are or were in a group of the session
  std::vector<PersonId> came;       // those listed whose attendance is recorded
};

// Who leaves; nothing if all of them have. Refused with GROUP_CANCELLED, NOBODY_LEAVES, NAMED_TWICE, NOT_IN_GROUP,
// SESSION_OVER, MEMBER_CAME, NOBODY_LEFT or FEWER_THAN_NAMED.
Result<Events> decide(const CancelMembersFacts& facts, const CancelMembers& command, Instant now);

}  // namespace opora::registration
