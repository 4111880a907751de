#include "reporting/store/overlaps.h"

#include <algorithm>
#include <chrono>
#include <iterator>

#include "platform/lane/gather.h"
#include "platform/sql/rows.h"
#include "reporting/store/names.h"
#include "reporting/store/sessions.h"

namespace opora::reporting {
namespace {

// A session lasts a day at most, so that those that began before it are found by their index.
constexpr std::int64_t kLongestUs = std::chrono::microseconds(std::chrono::hours(24)).count();

// A session that ends when another one begins leaves people time to go there.
constexpr Statement kOverlaps(R"(
SELECT a.session_id, b.session_id
FROM sessions s JOIN session_details a ON a.session_id = s.session_id
JOIN session_details b ON b.starts_at_us > a.starts_at_us - :longest
  AND b.starts_at_us < a.starts_at_us + a.duration_minutes * 60000000
  AND a.starts_at_us < b.starts_at_us + b.duration_minutes * 60000000 AND b.session_id <> a.session_id
JOIN sessions t ON t.session_id = b.session_id
WHERE s.cancelled = 0 AND t.cancelled = 0 AND (:round = '' OR s.round_id = :round)
  AND (:region = '' OR s.region_id = :region)
ORDER BY a.session_id, b.session_id)");

constexpr Statement kCame(R"(
SELECT DISTINCT CASE WHEN COALESCE(t.kept_id, '') = '' THEN a.person_id ELSE t.kept_id END
FROM attendances a LEFT JOIN merged_people t ON t.person_id = a.person_id
WHERE a.session_id = :session AND a.change % 2 = 0)");

Result<std::vector<Overlap>> overlaps_of(Reader& reader, const RoundId& round, const RegionId& region) {
  return reader.query(kOverlaps, {{"round", round}, {"region", region}, {"longest", kLongestUs}})
      .map(values_of<Overlap, SessionId, SessionId>);
}

// Who came to each of these sessions.
Result<CameTo> came_to(Reader& reader, const std::vector<Overlap>& overlaps) {
  std::set<SessionId> sessions;
  for (const Overlap& overlap : overlaps) {
    sessions.insert(overlap.session);
    sessions.insert(overlap.other);
  }
  CameTo came;
  for (const SessionId& session : sessions) {
    TRY(people, reader.query(kCame, {{"session", session}}).map(values_of<PersonId>));
    came.emplace(session, std::set<PersonId>(people.begin(), people.end()));
  }
  return came;
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
  TRY(overlaps, overlaps_of(reader, round, RegionId{}));
  TRY(came, came_to(reader, overlaps));
  return overlapping_attendances(overlaps, came);
}

PageCursor cursor_of(const SomebodyInTwoPlaces& somebody) { return {0, somebody.person.value}; }

Result<std::vector<SomebodyInTwoPlaces>> in_two_places_after(Reader& reader, const RegionId& region,
                                                             const PageCursor& after, int limit) {
  TRY(overlaps, overlaps_of(reader, RoundId{}, region));
  TRY(came, came_to(reader, overlaps));
  std::vector<SomebodyInTwoPlaces> all;
  const InTwoPlaces found = in_two_places(overlaps, came);
  for (auto each = found.upper_bound(PersonId{after.id}); each != found.end(); ++each) {
    if (static_cast<int>(all.size()) == limit) break;
    TRY(sessions, sessions_of(reader, each->second));
    all.push_back({each->first, std::move(sessions)});
  }
  return all;
}

}  // namespace opora::reporting
