// Rounds: the editions of a programme, each shared by one or more of its projects and held in one or more regions. A
// region once named stays: whoever reads a round's report because of it can rely on that.
#pragma once

#include <cstddef>
#include <set>
#include <span>

#include "platform/result/result.h"
#include "scheduling/domain/events.h"

namespace opora::scheduling {

constexpr std::size_t kRegionsOfRoundMax = 1000;

// Whether a round can be held in the regions that somebody names; `existing` are those of them that exist.
// Refused with UNKNOWN_REGION or TOO_MANY_REGIONS.
Result<void> check_regions(const std::set<RegionId>& named, std::span<const Region> existing);

// `more` are the regions to add, and `existing` those of them that exist.
// Refused with UNKNOWN_REGION or TOO_MANY_REGIONS.
Result<Events> add_regions(Round round, const std::set<RegionId>& more, std::span<const Region> existing);

// Whether sessions may be held there. In a round that names no region administrators alone may plan, who answer for the
// whole network. Refused with ROOM_OUTSIDE_ROUND.
enum class ActsFor { region, network };
Result<void> check_held_in(const Round& round, const RegionId& region, ActsFor planner);

// How the facts change a round.
Round fold(Round round, const Events& events);

}  // namespace opora::scheduling
