// How people are made known, by whatever command names them.
#pragma once

#include <span>
#include <vector>

#include "platform/lane/transaction.h"
#include "registration/domain/person.h"
#include "registration/domain/roster.h"

namespace opora::registration {

// Those mentioned who are new, to be saved; refused as newcomers() is. Somebody known who is not of the organisation
// may be named with the right name, for one person can work in two places: so the answer tells whether it is right, and
// is counted for that. `in_group` are those who are in the group already of whose members this is said.
Result<std::vector<Person>> introduce(Transaction& tx, const OrganisationId& organisation,
                                      std::span<const Mention> mentions, std::span<const Person> known,
                                      std::span<const PersonId> in_group = {});

}  // namespace opora::registration
