// Naming people of a group who were counted only: everything that stands against it, in the order in which it is said.
#pragma once

#include <span>
#include <vector>

#include "platform/result/result.h"
#include "registration/domain/events.h"
#include "registration/domain/group.h"
#include "registration/domain/person.h"
#include "registration/domain/roster.h"
#include "registration/domain/same_people.h"

namespace opora::registration {

// What is known when the command comes.
struct NameGroupMembersFacts {
  Group group;
  std::vector<Person> known;    // those listed whom registration knows
  std::vector<Career> careers;  // theirs
  Placements placements;        // of those listed, who is in which group of the session, under whichever id
  SamePeople same = {};         // those listed who have several ids
};

struct GroupNaming {
  Events events;                  // none if all listed are in the group already
  std::vector<Person> newcomers;  // those listed whom nobody knew
};

// Somebody already in the group stays, and may be listed by id alone. Refused with GROUP_CANCELLED,
// MORE_NAMES_THAN_SEATS, UNKNOWN_PERSON, OCCUPATION_MISSING, PERSON_NAMED_DIFFERENTLY or ALREADY_REGISTERED. `told` is
// what the answer tells of strangers, a refusal too.
Result<GroupNaming> decide(const NameGroupMembersFacts& facts, std::span<const Mention> members, Strangers& told);

}  // namespace opora::registration
