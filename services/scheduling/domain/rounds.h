// Rounds: the editions of a programme, each shared by one or more of its projects.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>

#include "scheduling/domain/programmes.h"

namespace opora::scheduling {

struct Round {
  RoundId id;
  ProgrammeId programme;
  std::set<ProjectId> projects;  // a set: naming one twice, or in another order, says nothing else
  LocalizedText name;
  std::int32_t year = 0;
  bool operator==(const Round&) const = default;
};

struct RoundPlanned {
  Round round;
  bool operator==(const RoundPlanned&) const = default;
};

// `known` is what is under the id already, `projects` those of the round that exist.
// Refused with UNKNOWN_PROJECT or PROJECT_OF_ANOTHER_PROGRAMME.
Result<Events<RoundPlanned>> decide(const std::optional<Round>& known, const Round& round,
                                    std::span<const Project> projects);

}  // namespace opora::scheduling
