// Where programmes are held: countries, their regions, sites, venues and rooms. What was added stays as it is.
#pragma once

#include <optional>

#include "scheduling/domain/add.h"

namespace opora::scheduling {

// `known` is what is under the id already. Refused with TEXT_MISSING or ID_TAKEN.
Result<Events> decide(const std::optional<Country>& known, const Country& country);
Result<Events> decide(const std::optional<Region>& known, const Region& region);
Result<Events> decide(const std::optional<Site>& known, const Site& site);  // UNKNOWN_TIME_ZONE
Result<Events> decide(const std::optional<Venue>& known, const Venue& venue);
Result<Events> decide(const std::optional<Room>& known, const Room& room);

}  // namespace opora::scheduling
