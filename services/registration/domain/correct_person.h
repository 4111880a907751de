// Putting right what somebody is called or works as: everything that stands against it, in the order in which it is
// said. They stay the same person.
#pragma once

#include <vector>

#include "platform/result/result.h"
#include "registration/domain/add_roster_members.h"
#include "registration/domain/correction.h"
#include "registration/domain/events.h"
#include "registration/domain/person.h"

namespace opora::registration {

struct CorrectPerson {
  OrganisationId organisation;
  PersonId person;
  std::string name;                                 // empty: as before
  Occupation occupation = Occupation::unspecified;  // likewise
  CorrectionReason reason;
};

// What is known when the command comes.
struct CorrectPersonFacts {
  std::optional<Person> person;
  std::vector<OrganisationId> organisations;  // on whose rosters or in whose groups they are or were
  bool speaks_for_one = false;                // the caller acts for an organisation, and for no region
  std::vector<OccupationThere> there = {};    // what they work as at the organisation, where it is something else
};

struct CorrectedPerson {
  Events events;  // none if they are called that and work as that already
  Person person;  // as they are then
  std::vector<OccupationThere> there;  // likewise
  Occupation former_occupation = Occupation::unspecified;  // what they worked as, if they work as something else
};

// Nobody learns by this whether an id is somebody's: who isn't of the organisation is refused like an id nobody has.
Result<void> check_of_organisation(const CorrectPersonFacts& facts, const OrganisationId& organisation);

// Refused with NOTHING_TO_CORRECT, PERSON_NOT_OF_ORGANISATION, PERSON_EXPIRED, PERSON_OF_OTHERS or CORRECTED_SINCE.
//
// What somebody works as is corrected where they do: at the organisation alone, if they work there as something else.
//
// An organisation corrects people who are its own alone: whoever is another one's as well is called there what they are
// called, and one of both would rename the other's people.
Result<CorrectedPerson> decide(const CorrectPersonFacts& facts, const CorrectPerson& command);

}  // namespace opora::registration
