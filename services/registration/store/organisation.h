// Organisations by id.
#pragma once

#include "platform/lane/transaction.h"
#include "platform/paging/page.h"
#include "platform/text/text_column.h"
#include "registration/domain/organisation.h"

namespace opora::registration {

constexpr auto table_of(Type<Organisation>) {
  return Table("organisations", "UNKNOWN_ORGANISATION",
               key("organisation_id", &Organisation::id),
               column("name", &Organisation::name),
               column("kind", &Organisation::kind),
               column("region_id", &Organisation::region));
}

// Organisations are listed by their ids.
PageCursor cursor_of(const Organisation& organisation);

// At most `limit` after that cursor: a region's and those that work in all; of all regions where it is empty.
Result<std::vector<Organisation>> organisations_after(Reader& reader, const RegionId& region, const PageCursor& after,
                                                      int limit);

}  // namespace opora::registration
