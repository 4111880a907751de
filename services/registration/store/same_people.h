// Who has several ids, and what is known of somebody under all of them.
#pragma once

#include <span>
#include <vector>

#include "platform/lane/transaction.h"
#include "registration/domain/group.h"
#include "registration/domain/roster.h"
#include "registration/domain/same_people.h"

namespace opora::registration {

// Those of the people who have several ids. Hardly anybody has: of all others nothing is read.
Result<SamePeople> same_people(Reader& reader, std::span<const Person> known);

// The same; and what is known of their other ids is added to what is known of the people themselves: where they work,
// and in which groups of a session they are.
Result<SamePeople> add_others(Reader& reader, std::span<const Person> known, std::span<const PersonId> people,
                              const SessionId& session, std::vector<Career>& careers, Placements& placements);

// Of somebody's other ids at a session, whether any has come there.
Result<bool> has_come_as_another(Reader& reader, const SamePeople& same, const SessionId& session,
                                 const PersonId& person);

}  // namespace opora::registration
