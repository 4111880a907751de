#include "scheduling/store/location.h"

#include "scheduling/store/places.h"

namespace opora::scheduling {

Result<Site> site_of(Reader& reader, const VenueId& id) {
  TRY(venue, reader.load<Venue>(id));
  return reader.load<Site>(venue.site);
}

Result<std::pair<Room, Site>> room_and_site(Reader& reader, const RoomId& id) {
  TRY(room, reader.load<Room>(id));
  TRY(site, site_of(reader, room.venue));
  return std::pair(std::move(room), std::move(site));
}

}  // namespace opora::scheduling
