// Registering a group: everything that stands against it, in the order in which it is said.
#pragma once

#include <span>
#include <vector>

#include "platform/clock/clock.h"
#include "platform/result/result.h"
#include "registration/domain/events.h"
#include "registration/domain/group.h"
#include "registration/domain/person.h"
#include "registration/domain/roster.h"
#include "registration/domain/same_people.h"
#include "registration/domain/seats.h"
#include "registration/domain/session.h"

namespace opora::registration {

// What is known when the command comes.
struct RegisterGroupFacts {
  Session session;
  Seats seats;
  std::vector<Person> known;     // those listed whom registration knows
  std::vector<Career> careers;   // theirs
  Placements placements;         // of those listed, who is in which group of the session, under whichever id
  SamePeople same = {};          // those listed who have several ids
};

struct GroupRegistration {
  Events events;
  std::vector<Person> newcomers;  // those listed whom nobody knew
};

// Refused with SESSION_CANCELLED, REGISTRATION_CLOSED, GROUP_LARGER_THAN_ROOM, CLOCK_NOT_CONFIRMED,
// MORE_NAMES_THAN_SEATS, NAMED_TWICE, UNKNOWN_PERSON, OCCUPATION_MISSING, PERSON_NAMED_DIFFERENTLY or
// ALREADY_REGISTERED. `told` is what the answer tells of strangers, a refusal too.
Result<GroupRegistration> decide(const RegisterGroupFacts& facts, const RegisterGroup& command, Instant now,
                                 Strangers& told);

// Whether the command asks for the group that exists: then it is a late retry and changes nothing, else refused with
// ID_TAKEN. `present` are those of the session's attendees whom the command lists. More people may have been named
// since, so the group need only hold those listed; whether a cancelled one did, nobody knows any more, nor how many
// people one had that was changed.
Result<void> check_repeated(const RegisterGroup& command, const Group& group, std::span<const Attendee> present);

}  // namespace opora::registration
