// Organisations by id.
#pragma once

#include "platform/lane/transaction.h"
#include "platform/paging/page.h"
#include "platform/text/text_column.h"
#include "registration/domain/merge_organisations.h"
#include "registration/domain/rename_organisation.h"

namespace opora::registration {

constexpr auto table_of(Type<Organisation>) {
  return Table("organisations", "UNKNOWN_ORGANISATION",
               key("organisation_id", &Organisation::id),
               column("name", &Organisation::name),
               column("kind", &Organisation::kind),
               column("region_id", &Organisation::region),
               column("merged_into", &Organisation::merged_into),
               column("merged_count", &Organisation::merged_count),
               column("merge_changes", &Organisation::merge_changes));
}

constexpr auto table_of(Type<OrganisationRenaming>) {
  return Table("organisation_renamings", "UNKNOWN_RENAMING",
               key("id", &OrganisationRenaming::id),
               once("organisation_id", &OrganisationRenaming::organisation),
               once("former_name", &OrganisationRenaming::former_name),
               once("reason", &OrganisationRenaming::reason),
               once("renamed_by", &OrganisationRenaming::renamed_by),
               once("renamed_at", &OrganisationRenaming::renamed_at));
}

constexpr auto table_of(Type<OrganisationIdentity>) {
  return Table("organisation_identities", "UNKNOWN_ORGANISATION",
               key("organisation_id", &OrganisationIdentity::organisation),
               key("id", &OrganisationIdentity::id),
               once("identity", &OrganisationIdentity::what),
               once("other_organisation_id", &OrganisationIdentity::other),
               once("reason", &OrganisationIdentity::reason),
               once("said_by", &OrganisationIdentity::said_by),
               once("said_at", &OrganisationIdentity::said_at));
}

// What was said of an organisation and others, at most so many, the last first.
Result<std::vector<OrganisationIdentity>> identities_of(Reader& reader, const OrganisationId& organisation, int limit);

// Organisations are listed by their ids.
PageCursor cursor_of(const Organisation& organisation);

// At most `limit` after that cursor: a region's and those that work in all; of all regions where it is empty.
Result<std::vector<Organisation>> organisations_after(Reader& reader, const RegionId& region, const PageCursor& after,
                                                      int limit);

}  // namespace opora::registration
