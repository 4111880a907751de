#include "registration/store/occupation_there.h"

#include "platform/lane/stored_bodies.h"

namespace opora::registration {
namespace {

constexpr ComposedStatement kThere(
    "SELECT ", columns_of<OccupationThere>("o"), " FROM roster_occupations o "
    "WHERE o.person_id = :person AND o.organisation_id = :organisation ORDER BY o.from_date");

}  // namespace

Result<std::vector<OccupationThere>> occupations_at(Reader& reader, const OrganisationId& organisation,
                                                    const PersonId& person) {
  return reader.query(kThere, {{"person", person}, {"organisation", organisation}}).map(values_of<OccupationThere>);
}

}  // namespace opora::registration

OPORA_STORED(opora::registration::OccupationThere);
