// Who stands for whom, and which organisations are two.
#pragma once

#include <vector>

#include "platform/lane/transaction.h"
#include "reporting/domain/merges.h"
#include "reporting/domain/reach.h"

namespace opora::reporting {

constexpr auto table_of(Type<MergedPerson>) {
  return Table("merged_people", "UNKNOWN_PERSON",
               key("person_id", &MergedPerson::id),
               column("kept_id", &MergedPerson::kept),
               column("change", &MergedPerson::change),
               column("told_at_us", &MergedPerson::told_at));
}

constexpr auto table_of(Type<MergedOrganisation>) {
  return Table("merged_organisations", "UNKNOWN_ORGANISATION",
               key("organisation_id", &MergedOrganisation::id),
               column("kept_id", &MergedOrganisation::kept),
               column("change", &MergedOrganisation::change),
               column("told_at_us", &MergedOrganisation::told_at));
}

constexpr auto table_of(Type<OrganisationsApart>) {
  return Table("organisations_apart", "UNKNOWN_ORGANISATION",
               key("first_id", &OrganisationsApart::first),
               key("second_id", &OrganisationsApart::second));
}

// All that is known of organisations: so few that they are read together.
Result<Merges> merges_in(Reader& reader);
// The same, and of people what is known of those who came to a round's sessions.
Result<Merges> merges_of(Reader& reader, const RoundId& round);
Result<Apart> organisations_apart(Reader& reader, const Merges& merges);

// Of those who came to a session, those of whom it was ever said that they have several ids: each person once, with
// whom they came and whether anybody knows them by all of their ids. As it is derived of all others in store/reach.cpp.
Result<std::vector<Visits::Visitor>> visitors_told_of(Reader& reader, const Session& session);

}  // namespace opora::reporting
