// Where programmes are held: countries, their regions, sites, venues and rooms. What was added stays as it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "scheduling/domain/add.h"
#include "scheduling/domain/ids.h"
#include "scheduling/domain/text.h"

namespace opora::scheduling {

struct Country {
  CountryId id;
  std::string code;  // ISO 3166-1 alpha-2, lower case
  LocalizedText name;
  bool operator==(const Country&) const = default;
};

struct Region {
  RegionId id;
  CountryId country;
  LocalizedText name;
  bool operator==(const Region&) const = default;
};

// A town or quarter where rounds are held.
struct Site {
  SiteId id;
  RegionId region;
  LocalizedText name;
  std::string time_zone;  // IANA
  bool operator==(const Site&) const = default;
};

// A building at a site.
struct Venue {
  VenueId id;
  SiteId site;
  LocalizedText name;
  bool operator==(const Venue&) const = default;
};

struct Room {
  RoomId id;
  VenueId venue;
  LocalizedText name;
  std::int32_t capacity = 0;  // people; zero means nobody
  bool operator==(const Room&) const = default;
};

struct CountryAdded {
  Country country;
  bool operator==(const CountryAdded&) const = default;
};
struct RegionAdded {
  Region region;
  bool operator==(const RegionAdded&) const = default;
};
struct SiteAdded {
  Site site;
  bool operator==(const SiteAdded&) const = default;
};
struct VenueAdded {
  Venue venue;
  bool operator==(const VenueAdded&) const = default;
};
struct RoomAdded {
  Room room;
  bool operator==(const RoomAdded&) const = default;
};

// `known` is what is under the id already.
Result<Events<CountryAdded>> decide(const std::optional<Country>& known, const Country& country);
Result<Events<RegionAdded>> decide(const std::optional<Region>& known, const Region& region);
Result<Events<SiteAdded>> decide(const std::optional<Site>& known, const Site& site);  // UNKNOWN_TIME_ZONE
Result<Events<VenueAdded>> decide(const std::optional<Venue>& known, const Venue& venue);
Result<Events<RoomAdded>> decide(const std::optional<Room>& known, const Room& room);

}  // namespace opora::scheduling
