#include "registration/store/organisation.h"

#include "platform/lane/stored_bodies.h"

namespace opora::registration {
namespace {

constexpr ComposedStatement kAfter(
    "SELECT ", columns_of<Organisation>(), " FROM organisations "
    "WHERE organisation_id > :after ORDER BY organisation_id LIMIT :limit");
// Both halves go along an index: a region has few organisations, and the network many.
constexpr ComposedStatement kOfRegionAfter(
    "SELECT * FROM (SELECT ", columns_of<Organisation>(), " FROM organisations "
    "WHERE region_id = :region AND organisation_id > :after ORDER BY organisation_id LIMIT :limit) theirs "
    "UNION ALL SELECT * FROM (SELECT ", columns_of<Organisation>(), " FROM organisations "
    "WHERE region_id = '' AND organisation_id > :after ORDER BY organisation_id LIMIT :limit) everywhere "
    "ORDER BY organisation_id LIMIT :limit");

constexpr ComposedStatement kIdentities(
    "SELECT ", columns_of<OrganisationIdentity>(), " FROM organisation_identities "
    "WHERE organisation_id = :organisation ORDER BY id DESC LIMIT :limit");

}  // namespace

Result<std::vector<OrganisationIdentity>> identities_of(Reader& reader, const OrganisationId& organisation,
                                                        int limit) {
  return reader.query(kIdentities, {{"organisation", organisation}, {"limit", limit}})
      .map(values_of<OrganisationIdentity>);
}

PageCursor cursor_of(const Organisation& organisation) { return {0, organisation.id.value}; }

Result<std::vector<Organisation>> organisations_after(Reader& reader, const RegionId& region, const PageCursor& after,
                                                      int limit) {
  if (region.empty())
    return reader.query(kAfter, {{"after", after.id}, {"limit", limit}}).map(values_of<Organisation>);
  return reader.query(kOfRegionAfter, {{"region", region}, {"after", after.id}, {"limit", limit}})
      .map(values_of<Organisation>);
}

}  // namespace opora::registration

OPORA_STORED(opora::registration::Organisation);
OPORA_STORED(opora::registration::OrganisationRenaming);
OPORA_STORED(opora::registration::OrganisationIdentity);
