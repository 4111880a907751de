#include "reporting/store/corrections.h"

#include <algorithm>

#include "platform/sql/rows.h"
#include "reporting/domain/group_seats.h"

namespace opora::reporting {
namespace {

// From when on what is told of a session is a correction. What was said of a cancelled session counts nowhere.
constexpr Statement kCounted(R"(
WITH ended AS (
  SELECT s.session_id,
         CASE WHEN d.starts_at_us + d.duration_minutes * 60000000 <= :since THEN CAST(:since AS BIGINT)
              ELSE d.starts_at_us + d.duration_minutes * 60000000 + 86400000000 END AS after_us
  FROM sessions s JOIN session_details d ON d.session_id = s.session_id
  WHERE s.round_id = :round AND s.cancelled = 0
), said AS (
  SELECT CASE WHEN a.change = 0 THEN 4 WHEN a.change % 2 = 0 THEN 3 WHEN a.moved = 1 THEN 2 ELSE 1 END AS correction,
         a.told_at_us
  FROM ended e JOIN attendances a ON a.session_id = e.session_id
  WHERE a.told_at_us >= CASE WHEN a.change = 0 THEN e.after_us ELSE CAST(:since AS BIGINT) END
  UNION ALL
  SELECT 5, u.told_at_us FROM ended e JOIN unnamed_counts u ON u.session_id = e.session_id
  WHERE u.told_at_us >= e.after_us
  UNION ALL
  SELECT 6, g.told_at_us FROM ended e JOIN group_seats g ON g.session_id = e.session_id
  WHERE g.told_at_us >= e.after_us
  UNION ALL
  SELECT 7, d.changed_at_us FROM sessions s JOIN session_details d ON d.session_id = s.session_id
  WHERE s.round_id = :round AND d.changed_at_us > 0 AND d.changed_at_us >= :since
  UNION ALL
  SELECT 8, t.told_at_us FROM merged_people t
  WHERE t.change > 0 AND t.told_at_us >= :since AND EXISTS (
    SELECT 1 FROM ended e JOIN attendances a ON a.session_id = e.session_id
    WHERE a.person_id = t.person_id AND a.change % 2 = 0 AND t.told_at_us >= e.after_us)
  UNION ALL
  SELECT 9, t.told_at_us FROM merged_organisations t
  WHERE t.change > 0 AND t.told_at_us >= :since AND (
    EXISTS (SELECT 1 FROM ended e JOIN group_seats g ON g.session_id = e.session_id
            WHERE g.organisation_id = t.organisation_id AND g.standing = :confirmed AND t.told_at_us >= e.after_us)
    OR EXISTS (SELECT 1 FROM ended e JOIN attendances a ON a.session_id = e.session_id
               WHERE a.organisation_id = t.organisation_id AND a.change % 2 = 0 AND t.told_at_us >= e.after_us)
    OR EXISTS (SELECT 1 FROM ended e JOIN unnamed_counts u ON u.session_id = e.session_id
               WHERE u.organisation_id = t.organisation_id AND t.told_at_us >= e.after_us))
)
SELECT correction, COUNT(*), MAX(told_at_us) FROM said GROUP BY correction)");

}  // namespace

Result<std::vector<CorrectionCount>> corrections_of(Reader& reader, const RoundId& round, Instant since) {
  TRY(found, reader.query(kCounted, {{"round", round}, {"since", since}, {"confirmed", GroupStatus::confirmed}})
                 .map(values_of<CorrectionCount, Correction, std::int64_t, Instant>));
  std::vector<CorrectionCount> all;
  for (const Correction each : kCorrections) {
    const auto counted = std::ranges::find(found, each, &CorrectionCount::correction);
    all.push_back(counted == found.end() ? CorrectionCount{each} : *counted);
  }
  return all;
}

}  // namespace opora::reporting
