// Organisations: who sends people.
#pragma once

#include <optional>

#include "platform/result/result.h"
#include "registration/domain/events.h"

namespace opora::registration {

struct Organisation {
  OrganisationId id;
  LocalizedText name;
  OrganisationKind kind = OrganisationKind::unspecified;
  RegionId region;  // empty: it works in all
  // The one that stands for it, where the two turned out to be one; how many it stands for itself; and how often it was
  // said of it that it is another one, or is not.
  OrganisationId merged_into = {};
  int merged_count = 0;
  int merge_changes = 0;
  bool operator==(const Organisation&) const = default;
};

// Refused with TEXT_MISSING.
Result<void> check_named(const LocalizedText& name);

// Adding the same thing again changes nothing; another one under its id is refused, and so is a name without a
// letter or digit in one of its languages.
Result<Events> decide_addition(const std::optional<Organisation>& present, const Organisation& wanted);

}  // namespace opora::registration
