// Rounds, their projects, and who takes part in these.
#pragma once

#include <optional>
#include <vector>

#include "platform/lane/transaction.h"
#include "reporting/domain/facts.h"

namespace opora::reporting {

constexpr auto table_of(Type<Round>) {
  return Table("rounds", "UNKNOWN_ROUND",
               key("round_id", &Round::id),
               column("programme_id", &Round::programme),
               column("year", &Round::year));
}

constexpr auto table_of(Type<RoundProject>) {
  return Table("round_projects", "UNKNOWN_ROUND_PROJECT",
               key("round_id", &RoundProject::round),
               key("project_id", &RoundProject::project));
}

constexpr auto table_of(Type<RoundRegion>) {
  return Table("round_regions", "UNKNOWN_ROUND_REGION",
               key("round_id", &RoundRegion::round),
               key("region_id", &RoundRegion::region));
}

constexpr auto table_of(Type<Partnership>) {
  return Table("partnerships", "UNKNOWN_PARTNERSHIP",
               key("partnership_id", &Partnership::id),
               column("project_id", &Partnership::project),
               column("organisation_id", &Partnership::organisation),
               column("role", &Partnership::role));
}

// A partnership with the names that are known so far.
struct NamedPartnership {
  Partnership partnership;
  std::optional<LocalizedText> project_name;
  std::optional<LocalizedText> organisation_name;
};

// Who takes part in a round's projects: by project, then organisation.
Result<std::vector<NamedPartnership>> partners_of(Reader& reader, const RoundId& round);

// Where a round is held: in the regions that it was said to be held in, or, while nobody has said so, in the only one
// of its published sessions. What is added to a round takes none away.
Result<std::vector<RegionId>> regions_of(Reader& reader, const RoundId& round);

}  // namespace opora::reporting
