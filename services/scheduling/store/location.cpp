#include "scheduling/store/location.h"

#include "scheduling/store/places.h"

namespace opora::scheduling {

Result<Site> site_of(Reader& reader, const VenueId& id) {
  TRY(venue, reader.load<Venue>(id));
  return reader.load<Site>(venue.site);
}

Result<Site> site_of(Reader& reader, const RoomId& id) {
  TRY(room, reader.load<Room>(id));
  return site_of(reader, room.venue);
}

}  // namespace opora::scheduling
