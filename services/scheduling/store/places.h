// Places in their tables.
#pragma once

#include "platform/lane/stored.h"
#include "platform/text/text_column.h"
#include "scheduling/domain/places.h"

namespace opora::scheduling {

constexpr auto table_of(Type<Country>) {
  return Table("countries", "UNKNOWN_COUNTRY",
               key("id", &Country::id),
               column("code", &Country::code),
               column("name", &Country::name));
}

constexpr auto table_of(Type<Region>) {
  return Table("regions", "UNKNOWN_REGION",
               key("id", &Region::id),
               column("country_id", &Region::country),
               column("name", &Region::name));
}

constexpr auto table_of(Type<Site>) {
  return Table("sites", "UNKNOWN_SITE",
               key("id", &Site::id),
               column("region_id", &Site::region),
               column("name", &Site::name),
               column("time_zone", &Site::time_zone));
}

constexpr auto table_of(Type<Venue>) {
  return Table("venues", "UNKNOWN_VENUE",
               key("id", &Venue::id),
               column("site_id", &Venue::site),
               column("name", &Venue::name));
}

constexpr auto table_of(Type<Room>) {
  return Table("rooms", "UNKNOWN_ROOM",
               key("id", &Room::id),
               column("venue_id", &Room::venue),
               column("name", &Room::name),
               column("capacity", &Room::capacity));
}

}  // namespace opora::scheduling
