// All kinds of places as one list.
#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "platform/lane/transaction.h"
#include "platform/paging/page.h"
#include "scheduling/domain/places.h"

namespace opora::scheduling {

// In the order in which each lies in one of the kind before it.
using Place = std::variant<Country, Region, Site, Venue, Room>;

// Of which kind it is, from 1, as the contract numbers them.
std::int64_t kind_of(const Place& place);

// Places are listed by kind, then by id.
PageCursor cursor_of(const Place& place);

// At most `limit` places after that cursor: a region, its country and all that lies in it; of all regions where the
// region is empty.
Result<std::vector<Place>> places_after(Reader& reader, const RegionId& region, const PageCursor& after, int limit);

}  // namespace opora::scheduling
