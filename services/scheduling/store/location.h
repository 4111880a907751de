// Where things lie: from a room or a venue up to its site, which knows its region.
#pragma once

#include <utility>

#include "platform/lane/transaction.h"
#include "scheduling/domain/places.h"

namespace opora::scheduling {

Result<Site> site_of(Reader& reader, const VenueId& venue);
Result<std::pair<Room, Site>> room_and_site(Reader& reader, const RoomId& room);

}  // namespace opora::scheduling
