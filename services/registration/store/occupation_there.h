// What people work as at organisations, where that is another thing than what they were introduced as: by person,
// organisation and the day since when they work there.
#pragma once

#include <vector>

#include "platform/lane/transaction.h"
#include "registration/domain/add_roster_members.h"

namespace opora::registration {

constexpr auto table_of(Type<OccupationThere>) {
  return Table("roster_occupations", "UNKNOWN_PERSON",
               key("person_id", &OccupationThere::person),
               key("organisation_id", &OccupationThere::organisation),
               key("from_date", &OccupationThere::from_date),
               column("occupation", &OccupationThere::occupation));
}

// What somebody works as at an organisation, at any time, where that is something else: by their first days there.
Result<std::vector<OccupationThere>> occupations_at(Reader& reader, const OrganisationId& organisation,
                                                    const PersonId& person);

}  // namespace opora::registration
