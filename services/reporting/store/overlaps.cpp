#include "reporting/store/overlaps.h"

#include <algorithm>
#include <set>
#include <utility>

#include "platform/lane/gather.h"
#include "platform/sql/rows.h"
#include "reporting/store/names.h"
#include "reporting/store/sessions.h"

namespace opora::reporting {
namespace {

// From the side of people: everybody has come to few sessions, each of which their ids find. A session that ends when
// another one begins leaves people time to go there.
constexpr Statement kCounted(R"(
SELECT COUNT(*) FROM (SELECT DISTINCT p.session_id, p.kept_id FROM (
  SELECT a.session_id, CASE WHEN COALESCE(t.kept_id, '') = '' THEN a.person_id ELSE t.kept_id END AS kept_id
  FROM sessions s JOIN attendances a ON a.session_id = s.session_id
  LEFT JOIN merged_people t ON t.person_id = a.person_id
  WHERE s.round_id = :round AND s.cancelled = 0 AND a.change % 2 = 0) p
JOIN session_details d ON d.session_id = p.session_id
WHERE EXISTS (
  SELECT 1 FROM (SELECT p.kept_id AS person_id
    UNION ALL SELECT u.person_id FROM merged_people u WHERE u.kept_id = p.kept_id) i
  JOIN attendances b ON b.person_id = i.person_id
  JOIN sessions o ON o.session_id = b.session_id JOIN session_details e ON e.session_id = b.session_id
  WHERE b.session_id <> p.session_id AND b.change % 2 = 0 AND o.cancelled = 0
    AND e.starts_at_us < d.starts_at_us + d.duration_minutes * 60000000
    AND d.starts_at_us < e.starts_at_us + e.duration_minutes * 60000000)) counted)");

// The same of sessions of a region, and who it is: a page of them.
constexpr Statement kSomebody(R"(
SELECT DISTINCT v.kept_id FROM (
  SELECT a.person_id AS kept_id, a.session_id
  FROM attendances a LEFT JOIN merged_people t ON t.person_id = a.person_id
  WHERE a.person_id > :after AND a.change % 2 = 0 AND COALESCE(t.kept_id, '') = ''
  UNION ALL
  SELECT m.kept_id, n.session_id FROM merged_people m JOIN attendances n ON n.person_id = m.person_id
  WHERE m.kept_id > :after AND n.change % 2 = 0) v
JOIN sessions s ON s.session_id = v.session_id JOIN session_details f ON f.session_id = v.session_id
WHERE s.cancelled = 0 AND (:region = '' OR s.region_id = :region) AND EXISTS (
  SELECT 1 FROM (SELECT v.kept_id AS person_id
    UNION ALL SELECT w.person_id FROM merged_people w WHERE w.kept_id = v.kept_id) j
  JOIN attendances y ON y.person_id = j.person_id
  JOIN sessions q ON q.session_id = y.session_id JOIN session_details g ON g.session_id = y.session_id
  WHERE y.session_id <> v.session_id AND y.change % 2 = 0 AND q.cancelled = 0
    AND g.starts_at_us < f.starts_at_us + f.duration_minutes * 60000000
    AND f.starts_at_us < g.starts_at_us + g.duration_minutes * 60000000)
ORDER BY v.kept_id LIMIT :limit)");

// At which sessions somebody was at one time: one of a region, and the other one.
constexpr Statement kPlaces(R"(
WITH ids AS (
  SELECT CAST(:person AS TEXT) AS person_id
  UNION ALL SELECT m.person_id FROM merged_people m WHERE m.kept_id = CAST(:person AS TEXT)
), came AS (
  SELECT DISTINCT c.session_id, h.region_id, k.starts_at_us,
         k.starts_at_us + k.duration_minutes * 60000000 AS ends_at_us
  FROM ids i JOIN attendances c ON c.person_id = i.person_id
  JOIN sessions h ON h.session_id = c.session_id JOIN session_details k ON k.session_id = c.session_id
  WHERE c.change % 2 = 0 AND h.cancelled = 0
)
SELECT l.session_id, r.session_id FROM came l JOIN came r ON r.session_id <> l.session_id
  AND r.starts_at_us < l.ends_at_us AND l.starts_at_us < r.ends_at_us
WHERE :region = '' OR l.region_id = :region)");

Result<std::set<SessionId>> at_one_time(Reader& reader, const PersonId& person, const RegionId& region) {
  using Overlap = std::pair<SessionId, SessionId>;
  TRY(overlaps, reader.query(kPlaces, {{"person", person}, {"region", region}})
                    .map(values_of<Overlap, SessionId, SessionId>));
  std::set<SessionId> sessions;
  for (const auto& [one, other] : overlaps) {
    sessions.insert(one);
    sessions.insert(other);
  }
  return sessions;
}

Result<std::vector<SomebodyInTwoPlaces::At>> sessions_of(Reader& reader, const std::set<SessionId>& ids) {
  const std::vector<SessionId> keys(ids.begin(), ids.end());
  std::vector<Stored<Name>::Key> name_keys;
  for (const SessionId& id : keys) name_keys.emplace_back("session", id.value);
  TRY(found, gather(reader, all<Session>(keys), all<SessionDetails>(keys), all<Name>(name_keys)));
  auto& [sessions, details, names] = found;
  std::vector<SomebodyInTwoPlaces::At> there;
  for (Session& session : sessions) {
    SomebodyInTwoPlaces::At at{std::move(session), {}, {}};
    if (const auto known = std::ranges::find(details, at.session.id, &SessionDetails::id); known != details.end())
      at.details = *known;
    if (const auto known = std::ranges::find(names, at.session.id.value, &Name::id); known != names.end())
      at.title = known->text;
    there.push_back(std::move(at));
  }
  std::ranges::stable_sort(there, {}, [](const SomebodyInTwoPlaces::At& at) { return at.details.starts_at; });
  return there;
}

}  // namespace

Result<std::int64_t> count_overlapping(Reader& reader, const RoundId& round) {
  return reader.query(kCounted, {{"round", round}}).map(only<std::int64_t>);
}

PageCursor cursor_of(const SomebodyInTwoPlaces& somebody) { return {0, somebody.person.value}; }

Result<std::vector<SomebodyInTwoPlaces>> in_two_places_after(Reader& reader, const RegionId& region,
                                                             const PageCursor& after, int limit) {
  TRY(people, reader.query(kSomebody, {{"after", after.id}, {"region", region}, {"limit", limit}})
                  .map(values_of<PersonId>));
  std::vector<SomebodyInTwoPlaces> all;
  for (PersonId& person : people) {
    TRY(places, at_one_time(reader, person, region));
    TRY(sessions, sessions_of(reader, places));
    all.push_back({std::move(person), std::move(sessions)});
  }
  return all;
}

}  // namespace opora::reporting
