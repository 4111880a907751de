// Adding people to a roster: everything that stands against it, in the order in which it is said.
#pragma once

#include <string>
#include <vector>

#include "platform/result/result.h"
#include "registration/domain/events.h"
#include "registration/domain/person.h"
#include "registration/domain/roster.h"

namespace opora::registration {

struct AddRosterMembers {
  struct Member {
    Mention mention;
    Membership membership;
  };
  OrganisationId organisation;
  std::vector<Member> members;
};

// What somebody works as at an organisation since a day, where that is another thing than what they were introduced as.
struct OccupationThere {
  PersonId person;
  OrganisationId organisation;
  std::string from_date;
  Occupation occupation = Occupation::unspecified;
  bool operator==(const OccupationThere&) const = default;
};

std::vector<Mention> mentions_of(const AddRosterMembers& command);

// What is known when the command comes.
struct AddRosterMembersFacts {
  std::vector<Person> known;    // those listed whom registration knows
  std::vector<Career> careers;  // of those listed who have one
};

struct RosterAddition {
  Events events;                  // none if all of it is known already
  std::vector<Person> newcomers;  // those listed whom nobody knew
  std::vector<Career> careers;    // of all those listed, as they are then
  std::vector<OccupationThere> occupations;  // of those newly added who work as something else elsewhere
};

// All of them or none; the same person may be listed twice. Refused with UNKNOWN_PERSON, OCCUPATION_MISSING,
// PERSON_NAMED_DIFFERENTLY, DATES_REVERSED or ID_TAKEN. `told` is what the answer tells of strangers, a refusal too.
Result<RosterAddition> decide(const AddRosterMembersFacts& facts, const AddRosterMembers& command, Strangers& told);

}  // namespace opora::registration
