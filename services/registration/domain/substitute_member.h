// Letting somebody come in another one's place: everything that stands against it, in the order in which it is said. No
// seat moves, so nobody is overtaken.
#pragma once

#include <vector>

#include "platform/clock/clock.h"
#include "platform/result/result.h"
#include "registration/domain/name_group_members.h"
#include "registration/domain/seats.h"
#include "registration/domain/session.h"

namespace opora::registration {

// What is known when the command comes.
struct SubstituteMemberFacts {
  Session session;
  Seats seats;
  NameGroupMembersFacts naming;  // of the group and the substitute; placements are those of both
  bool has_come = false;         // the one who is to be replaced
};

// Who comes for `leaver`; nothing once they do. Refused with GROUP_CANCELLED, NOT_IN_GROUP, SUBSTITUTE_IN_GROUP,
// REGISTRATION_CLOSED, SESSION_OVER, MEMBER_CAME, or as naming the substitute is. `told` as there.
Result<GroupNaming> decide(const SubstituteMemberFacts& facts, const PersonId& leaver, const Mention& substitute,
                           const Why& why, Instant now, Strangers& told);

}  // namespace opora::registration
