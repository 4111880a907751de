#include "scheduling/domain/places.h"

#include "platform/dates/time_zone.h"

namespace opora::scheduling {

Result<Events> decide(const std::optional<Country>& known, const Country& country) {
  TRY_DO(require_text(country.name, "name"));
  return add<CountryAdded>(known, country);
}

Result<Events> decide(const std::optional<Region>& known, const Region& region) {
  TRY_DO(require_text(region.name, "name"));
  return add<RegionAdded>(known, region);
}

Result<Events> decide(const std::optional<Site>& known, const Site& site) {
  TRY_DO(require_text(site.name, "name"));
  if (!is_time_zone(site.time_zone))
    return refuse(Code::invalid, "UNKNOWN_TIME_ZONE",
                  "There is no such time zone. Use an IANA name such as Asia/Yakutsk.");
  return add<SiteAdded>(known, site);
}

Result<Events> decide(const std::optional<Venue>& known, const Venue& venue) {
  TRY_DO(require_text(venue.name, "name"));
  return add<VenueAdded>(known, venue);
}

Result<Events> decide(const std::optional<Room>& known, const Room& room) {
  TRY_DO(require_text(room.name, "name"));
  return add<RoomAdded>(known, room);
}

}  // namespace opora::scheduling
