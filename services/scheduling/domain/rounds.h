// Rounds: the editions of a programme, each shared by one or more of its projects and held in one or more regions. A
// region once named stays: whoever reads a round's report because of it can rely on that.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <span>

#include "platform/result/result.h"
#include "scheduling/domain/events.h"

namespace opora::scheduling {

constexpr std::size_t kRegionsOfRoundMax = 1000;

// `known` is what is under the id already, `projects` and `regions` those of the round that exist. Planned again it is
// the same thing if it is held in all regions that it names, since others may have been added.
// Refused with TEXT_MISSING, UNKNOWN_PROJECT, UNKNOWN_REGION, PROJECT_OF_ANOTHER_PROGRAMME, TOO_MANY_REGIONS or
// ID_TAKEN.
Result<Events> decide(const std::optional<Round>& known, const Round& round, std::span<const Project> projects,
                      std::span<const Region> regions);

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
