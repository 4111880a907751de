#include "reporting/store/rounds.h"

#include "platform/lane/stored_bodies.h"
#include "reporting/store/names.h"

namespace opora::reporting {
namespace {

constexpr ComposedStatement kPartners("SELECT ", columns_of<Partnership>("p"), R"(, project.text, organisation.text
FROM round_projects part
JOIN partnerships p ON p.project_id = part.project_id
LEFT JOIN names project ON project.subject = 'project' AND project.id = p.project_id
LEFT JOIN names organisation ON organisation.subject = 'organisation' AND organisation.id = p.organisation_id
WHERE part.round_id = :round
ORDER BY p.project_id, p.organisation_id, p.partnership_id)");

// Of a round that was told before rounds named regions, nobody but its only one can be believed.
constexpr Statement kRegions(R"(
SELECT region_id FROM round_regions WHERE round_id = :round
UNION
SELECT MIN(region_id) FROM sessions
WHERE round_id = :round AND NOT EXISTS (SELECT 1 FROM round_regions WHERE round_id = :round)
HAVING COUNT(DISTINCT region_id) = 1)");

}  // namespace

Result<std::vector<NamedPartnership>> partners_of(Reader& reader, const RoundId& round) {
  return reader.query(kPartners, {{"round", round}})
      .map(values_of<NamedPartnership, Partnership, std::optional<LocalizedText>, std::optional<LocalizedText>>);
}

Result<std::vector<RegionId>> regions_of(Reader& reader, const RoundId& round) {
  return reader.query(kRegions, {{"round", round}}).map(values_of<RegionId>);
}

}  // namespace opora::reporting

OPORA_STORED(opora::reporting::Round);
OPORA_STORED(opora::reporting::RoundProject);
OPORA_STORED(opora::reporting::RoundRegion);
OPORA_STORED(opora::reporting::Partnership);
