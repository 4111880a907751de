// Planning a round: everything that stands against it, in the order in which it is said.
#pragma once

#include <optional>
#include <vector>

#include "platform/result/result.h"
#include "scheduling/domain/events.h"

namespace opora::scheduling {

// What is known when the command comes.
struct PlanRoundFacts {
  std::optional<Round> known;     // what is under the id already
  std::vector<Project> projects;  // those of the round's that exist
  std::vector<Region> regions;    // likewise
};

// Planned again it is the same thing if it is held in all regions that it names, since others may have been added.
// Refused with TEXT_MISSING, UNKNOWN_PROJECT, PROJECT_OF_ANOTHER_PROGRAMME, UNKNOWN_REGION, TOO_MANY_REGIONS or
// ID_TAKEN.
Result<Events> decide(const PlanRoundFacts& facts, const Round& round);

}  // namespace opora::scheduling
