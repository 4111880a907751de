#include "reporting/store/recount.h"

#include "platform/sql/rows.h"
#include "reporting/domain/group_seats.h"

namespace opora::reporting {
namespace {

// With whom: of somebody's confirmed groups at the session there is one at most, and of the memberships on its day the
// first is the one that has none before it. Minutes and days are those of different sessions: adding them up over
// attendances would count a session once for each person in it.
constexpr Statement kRecount(R"(
WITH attended AS (
  SELECT a.session_id, a.person_id, COALESCE(
    sent.organisation_id,
    (SELECT r.organisation_id FROM roster r
     WHERE r.person_id = a.person_id AND s.local_date >= r.from_date
       AND s.local_date <= CASE r.until_date WHEN '' THEN '9999-12-31' ELSE r.until_date END
       AND NOT EXISTS (
         SELECT 1 FROM roster e
         WHERE e.person_id = r.person_id AND s.local_date >= e.from_date
           AND s.local_date <= CASE e.until_date WHEN '' THEN '9999-12-31' ELSE e.until_date END
           AND (e.from_date < r.from_date
                OR (e.from_date = r.from_date AND e.organisation_id < r.organisation_id)))),
    a.organisation_id) AS organisation_id
  FROM sessions s JOIN attendances a ON a.session_id = s.session_id
  LEFT JOIN (
    SELECT g.session_id, m.person_id, MAX(g.organisation_id) AS organisation_id
    FROM sessions f JOIN group_seats g ON g.session_id = f.session_id JOIN group_members m ON m.group_id = g.group_id
    WHERE f.round_id = :round AND g.standing = :confirmed AND g.organisation_id <> ''
    GROUP BY g.session_id, m.person_id) sent
    ON sent.session_id = a.session_id AND sent.person_id = a.person_id
  WHERE s.round_id = :round AND s.cancelled = 0
), came AS (
  SELECT CASE :dimension
           WHEN 'round' THEN s.round_id
           WHEN 'project' THEN s.project_id
           WHEN 'site' THEN s.site_id
           WHEN 'region' THEN s.region_id
           WHEN 'organisation' THEN a.organisation_id
           WHEN 'kind' THEN s.kind
           WHEN 'topic' THEN s.topic
           WHEN 'audience' THEN s.audience
           ELSE s.session_id
         END AS key,
         s.session_id, s.duration_minutes, s.local_date, a.person_id, NULLIF(a.organisation_id, '') AS organisation_id
  FROM sessions s JOIN attended a ON a.session_id = s.session_id
  WHERE s.round_id = :round AND s.cancelled = 0
), people AS (
  SELECT key, COUNT(DISTINCT person_id) AS people_count, COUNT(*) AS attendance_count,
         COUNT(DISTINCT organisation_id) AS organisation_count
  FROM came GROUP BY key
), held AS (
  SELECT key, COUNT(*) AS session_count, SUM(duration_minutes) AS minutes, COUNT(DISTINCT local_date) AS day_count
  FROM (SELECT DISTINCT key, session_id, duration_minutes, local_date FROM came) AS sessions_held GROUP BY key
)
SELECT people.key, people_count, attendance_count, organisation_count, session_count,
       CAST(minutes AS BIGINT), day_count
FROM people JOIN held ON held.key = people.key
ORDER BY people_count DESC, people.key)");

constexpr Statement kRecountUnverified(R"(
SELECT COUNT(*) FROM (
  SELECT a.person_id FROM sessions s JOIN attendances a ON a.session_id = s.session_id
  LEFT JOIN (SELECT person_id FROM group_members UNION SELECT person_id FROM roster) named
    ON named.person_id = a.person_id
  WHERE s.round_id = :round AND s.cancelled = 0 AND named.person_id IS NULL
  GROUP BY a.person_id HAVING MIN(a.unverified) = 1) AS people)");

}  // namespace

Result<std::vector<KeyedReach>> recount(Reader& reader, const RoundId& round, Dimension dimension) {
  return reader
      .query(kRecount,
             {{"round", round}, {"dimension", name_of(dimension)}, {"confirmed", GroupStatus::confirmed}})
      .map(values_of<KeyedReach, std::string, std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t,
                     std::int64_t>);
}

Result<std::int64_t> recount_people_unverified(Reader& reader, const RoundId& round) {
  return reader.query(kRecountUnverified, {{"round", round}}).map(only<std::int64_t>);
}

}  // namespace opora::reporting
