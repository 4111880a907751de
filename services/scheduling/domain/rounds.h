// Rounds: the editions of a programme, each shared by one or more of its projects and held in one or more regions. A
// region once named stays: whoever reads a round's report because of it can rely on that.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>

#include "scheduling/domain/places.h"
#include "scheduling/domain/programmes.h"

namespace opora::scheduling {

struct Round {
  RoundId id;
  ProgrammeId programme;
  std::set<ProjectId> projects;  // a set: naming one twice, or in another order, says nothing else
  LocalizedText name;
  std::int32_t year = 0;
  std::set<RegionId> regions = {};  // none: they are named later
  bool operator==(const Round&) const = default;
};

constexpr std::size_t kRegionsOfRoundMax = 1000;

struct RoundPlanned {
  Round round;
  bool operator==(const RoundPlanned&) const = default;
};

// With the regions that are new to it.
struct RoundRegionsAdded {
  Round round;
  bool operator==(const RoundRegionsAdded&) const = default;
};

// `known` is what is under the id already, `projects` and `regions` those of the round that exist. Planned again it is
// the same thing if it is held in all regions that it names, since others may have been added.
// Refused with UNKNOWN_PROJECT, UNKNOWN_REGION, PROJECT_OF_ANOTHER_PROGRAMME or ID_TAKEN.
Result<Events<RoundPlanned>> decide(const std::optional<Round>& known, const Round& round,
                                    std::span<const Project> projects, std::span<const Region> regions);

// `more` are the regions to add, and `existing` those of them that exist.
// Refused with UNKNOWN_REGION or TOO_MANY_REGIONS.
Result<Events<RoundRegionsAdded>> add_regions(Round round, const std::set<RegionId>& more,
                                              std::span<const Region> existing);

// Whether sessions may be held there. In a round that names no region administrators alone may plan, who answer for the
// whole network. Refused with ROOM_OUTSIDE_ROUND.
enum class ActsFor { region, network };
Result<void> check_held_in(const Round& round, const RegionId& region, ActsFor planner);

}  // namespace opora::scheduling
