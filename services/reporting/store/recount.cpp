#include "reporting/store/recount.h"

#include "platform/sql/rows.h"
#include "reporting/domain/group_seats.h"

namespace opora::reporting {
namespace {

// With whom: of somebody's confirmed groups at the session, of which there are several only under several ids, the
// first organisation; of the memberships on its day, by their last days as they were put right, that which has none
// before it. Minutes and days are those of different sessions: adding them up over attendances would count a session
// once for each person in it.
constexpr char kCounted[] = R"(
WITH kept_organisations AS (
  SELECT organisation_id, kept_id FROM merged_organisations WHERE kept_id <> ''
), came_as AS (
  SELECT a.session_id, s.local_date, a.organisation_id,
         CASE WHEN t.kept_id IS NULL OR t.kept_id = '' THEN a.person_id ELSE t.kept_id END AS person_id
  FROM sessions s JOIN attendances a ON a.session_id = s.session_id
  LEFT JOIN merged_people t ON t.person_id = a.person_id
  WHERE s.round_id = :round AND s.cancelled = 0 AND a.change / 2 * 2 = a.change
), sent AS (
  SELECT g.session_id, CASE WHEN t.kept_id IS NULL OR t.kept_id = '' THEN m.person_id ELSE t.kept_id END AS person_id,
         MIN(g.organisation_id) AS organisation_id
  FROM sessions f JOIN group_seats g ON g.session_id = f.session_id JOIN group_members m ON m.group_id = g.group_id
  LEFT JOIN merged_people t ON t.person_id = m.person_id
  WHERE f.round_id = :round AND g.standing = :confirmed AND g.organisation_id <> '' AND m.has_left <> 1
  GROUP BY g.session_id, 2
), attended AS (
  SELECT c.session_id, c.person_id, COALESCE(
    MAX(sent.organisation_id),
    (SELECT MIN(r.organisation_id) FROM roster r
     WHERE r.person_id IN (SELECT c.person_id UNION ALL
                           SELECT t.person_id FROM merged_people t WHERE t.kept_id = c.person_id)
       AND c.local_date >= r.from_date AND c.local_date <=
         CASE COALESCE(r.changed_until_date, r.until_date) WHEN '' THEN '9999-12-31'
         ELSE COALESCE(r.changed_until_date, r.until_date) END
       AND NOT EXISTS (
         SELECT 1 FROM roster e
         WHERE e.person_id IN (SELECT c.person_id UNION ALL
                               SELECT t.person_id FROM merged_people t WHERE t.kept_id = c.person_id)
           AND c.local_date >= e.from_date AND c.local_date <=
             CASE COALESCE(e.changed_until_date, e.until_date) WHEN '' THEN '9999-12-31'
             ELSE COALESCE(e.changed_until_date, e.until_date) END
           AND (e.from_date < r.from_date
                OR (e.from_date = r.from_date AND e.organisation_id < r.organisation_id)))),
    MAX(CASE WHEN EXISTS (
      SELECT 1 FROM roster w WHERE w.organisation_id = c.organisation_id AND w.changed_until_date IS NOT NULL
        AND w.person_id IN (SELECT c.person_id UNION ALL
                            SELECT t.person_id FROM merged_people t WHERE t.kept_id = c.person_id))
      THEN '' ELSE c.organisation_id END)) AS organisation_id,
    CASE WHEN MAX(sent.person_id) IS NULL THEN 0 ELSE 1 END AS is_member
  FROM came_as c LEFT JOIN sent ON sent.session_id = c.session_id AND sent.person_id = c.person_id
  GROUP BY c.session_id, c.person_id, c.local_date
), counted AS (
  SELECT a.session_id, a.person_id, COALESCE(o.kept_id, a.organisation_id) AS organisation_id, a.is_member, 1 AS times
  FROM attended a LEFT JOIN kept_organisations o ON o.organisation_id = a.organisation_id
  UNION ALL
  SELECT s.session_id, NULL, COALESCE(o.kept_id, u.organisation_id), 0, u.person_count
  FROM sessions s JOIN unnamed_counts u ON u.session_id = s.session_id
  LEFT JOIN kept_organisations o ON o.organisation_id = u.organisation_id
  WHERE s.round_id = :round AND s.cancelled = 0 AND u.person_count <> 0
))";

constexpr ComposedStatement kRecount(kCounted, R"(, came AS (
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
         s.session_id, s.duration_minutes, s.local_date, a.person_id,
         NULLIF(a.organisation_id, '') AS organisation_id, a.times,
         d.starts_at_us + d.duration_minutes * 60000000 AS ends
  FROM sessions s JOIN counted a ON a.session_id = s.session_id
  LEFT JOIN session_details d ON d.session_id = s.session_id
  WHERE s.round_id = :round AND s.cancelled = 0
), people AS (
  SELECT key, COUNT(DISTINCT person_id) AS named_count, SUM(times) AS attendance_count,
         COUNT(DISTINCT organisation_id) AS organisation_count,
         SUM(CASE WHEN person_id IS NULL THEN times ELSE 0 END) AS unnamed_count
  FROM came GROUP BY key
), fullest AS (
  SELECT key, MAX(times) AS times
  FROM (SELECT key, session_id, SUM(times) AS times FROM came GROUP BY key, session_id) AS at_sessions GROUP BY key
), held AS (
  SELECT key, COUNT(*) AS session_count, SUM(duration_minutes) AS minutes, COUNT(DISTINCT local_date) AS day_count
  FROM (SELECT DISTINCT key, session_id, duration_minutes, local_date FROM came
        WHERE ends IS NULL OR NOT ends > :now) AS sessions_held GROUP BY key
)
SELECT people.key, CAST(CASE WHEN named_count > times THEN named_count ELSE times END AS BIGINT) AS people_count,
       CAST(attendance_count AS BIGINT), organisation_count, COALESCE(session_count, 0),
       CAST(COALESCE(minutes, 0) AS BIGINT), COALESCE(day_count, 0),
       CAST(CASE WHEN named_count > times THEN unnamed_count ELSE named_count + unnamed_count - times END AS BIGINT)
FROM people LEFT JOIN held ON held.key = people.key JOIN fullest ON fullest.key = people.key
ORDER BY people_count DESC, people.key)");

// Organisation by organisation: how many seats it has and how many of them have no name, and who came with it. Each
// CASE is the lesser of two.
constexpr ComposedStatement kRecountTurnouts(kCounted, R"(, seats AS (
  SELECT g.session_id, COALESCE(o.kept_id, g.organisation_id) AS organisation_id, SUM(g.head_count) AS seat_count,
         SUM(CASE WHEN g.head_count > COALESCE(n.named_count, 0) THEN g.head_count - COALESCE(n.named_count, 0)
             ELSE 0 END) AS open_count
  FROM sessions s JOIN group_seats g ON g.session_id = s.session_id
  LEFT JOIN (SELECT group_id, COUNT(*) AS named_count FROM group_members WHERE has_left <> 1 GROUP BY group_id) n
    ON n.group_id = g.group_id
  LEFT JOIN kept_organisations o ON o.organisation_id = g.organisation_id
  WHERE s.round_id = :round AND s.cancelled = 0 AND g.standing = :confirmed
  GROUP BY g.session_id, COALESCE(o.kept_id, g.organisation_id)
), people AS (
  SELECT session_id, organisation_id, SUM(times) AS came_count,
         SUM(CASE WHEN is_member = 1 THEN times ELSE 0 END) AS member_count,
         SUM(CASE WHEN person_id IS NULL THEN times ELSE 0 END) AS unnamed_count
  FROM counted GROUP BY session_id, organisation_id
), met AS (
  SELECT p.session_id, p.came_count, z.seat_count, p.member_count,
         CASE WHEN z.open_count < p.came_count - p.member_count THEN z.open_count
              ELSE p.came_count - p.member_count END AS fewest_others,
         p.unnamed_count + CASE WHEN z.open_count < p.came_count - p.member_count - p.unnamed_count THEN z.open_count
              ELSE p.came_count - p.member_count - p.unnamed_count END AS most_others
  FROM people p LEFT JOIN seats z
    ON z.session_id = p.session_id AND z.organisation_id = p.organisation_id AND z.organisation_id <> ''
)
SELECT met.session_id, CAST(SUM(came_count) AS BIGINT),
       CAST(COALESCE((SELECT SUM(z.seat_count) FROM seats z WHERE z.session_id = met.session_id), 0) AS BIGINT),
       CAST(COALESCE(SUM(CASE WHEN seat_count IS NULL THEN 0
                              WHEN seat_count < member_count + fewest_others THEN seat_count
                              ELSE member_count + fewest_others END), 0) AS BIGINT),
       CAST(COALESCE(SUM(CASE WHEN seat_count IS NULL THEN 0
                              WHEN seat_count < member_count + most_others THEN seat_count
                              ELSE member_count + most_others END), 0) AS BIGINT)
FROM met GROUP BY met.session_id ORDER BY met.session_id)");

constexpr Statement kRecountUnverified(R"(
WITH named AS (
  SELECT DISTINCT CASE WHEN t.kept_id IS NULL OR t.kept_id = '' THEN n.person_id ELSE t.kept_id END AS person_id
  FROM (SELECT person_id FROM group_members UNION SELECT person_id FROM roster) n
  LEFT JOIN merged_people t ON t.person_id = n.person_id
)
SELECT COUNT(*) FROM (
  SELECT c.person_id FROM (
    SELECT CASE WHEN t.kept_id IS NULL OR t.kept_id = '' THEN a.person_id ELSE t.kept_id END AS person_id, a.unverified
    FROM sessions s JOIN attendances a ON a.session_id = s.session_id
    LEFT JOIN merged_people t ON t.person_id = a.person_id
    WHERE s.round_id = :round AND s.cancelled = 0 AND a.change / 2 * 2 = a.change) c
  LEFT JOIN named ON named.person_id = c.person_id
  WHERE named.person_id IS NULL
  GROUP BY c.person_id HAVING MIN(c.unverified) = 1) AS people)");

// Each attendance of a round for which there is one of the same person, under whichever id, at another session
// meanwhile.
constexpr Statement kRecountOverlapping(R"(
WITH came AS (
  SELECT DISTINCT s.session_id, s.round_id, d.starts_at_us AS begins,
         d.starts_at_us + d.duration_minutes * 60000000 AS ends,
         CASE WHEN t.kept_id IS NULL OR t.kept_id = '' THEN a.person_id ELSE t.kept_id END AS person_id
  FROM sessions s JOIN session_details d ON d.session_id = s.session_id
  JOIN attendances a ON a.session_id = s.session_id LEFT JOIN merged_people t ON t.person_id = a.person_id
  WHERE s.cancelled = 0 AND a.change / 2 * 2 = a.change
)
SELECT COUNT(*) FROM came c WHERE c.round_id = :round AND EXISTS (
  SELECT 1 FROM came o WHERE o.person_id = c.person_id AND o.session_id <> c.session_id
    AND o.begins < c.ends AND c.begins < o.ends))");

}  // namespace

Result<std::vector<KeyedReach>> recount(Reader& reader, const RoundId& round, Dimension dimension, Instant now) {
  return reader
      .query(kRecount,
             {{"round", round},
              {"dimension", name_of(dimension)},
              {"confirmed", GroupStatus::confirmed},
              {"now", now}})
      .map(values_of<KeyedReach, std::string, std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t,
                     std::int64_t, std::int64_t>);
}

Result<std::vector<SessionTurnout>> recount_turnouts(Reader& reader, const RoundId& round) {
  return reader.query(kRecountTurnouts, {{"round", round}, {"confirmed", GroupStatus::confirmed}})
      .map([](Rows rows) {
        return read_rows(std::move(rows), [](RowReader& in) {
          auto session = in.take<SessionId>();
          const auto came = in.take<std::int64_t>(), seats = in.take<std::int64_t>();
          const auto least = in.take<std::int64_t>(), most = in.take<std::int64_t>();
          return SessionTurnout{std::move(session), {came, seats, least, most}};
        });
      });
}

Result<std::int64_t> recount_overlapping(Reader& reader, const RoundId& round) {
  return reader.query(kRecountOverlapping, {{"round", round}}).map(only<std::int64_t>);
}

Result<std::int64_t> recount_people_unverified(Reader& reader, const RoundId& round) {
  return reader.query(kRecountUnverified, {{"round", round}}).map(only<std::int64_t>);
}

}  // namespace opora::reporting
