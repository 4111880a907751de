#include "reporting/store/reach.h"

#include <map>
#include <utility>

#include "platform/lane/gather.h"
#include "platform/sql/rows.h"
#include "reporting/store/merges.h"
#include "reporting/store/names.h"
#include "reporting/store/rounds.h"
#include "reporting/store/sessions.h"

namespace opora::reporting {
namespace {

// Each with whether it is over.
constexpr ComposedStatement kSessions("SELECT ", columns_of<Session>("s"), R"(,
  CASE WHEN COALESCE(d.starts_at_us + d.duration_minutes * 60000000, 0) <= :now THEN 1 ELSE 0 END
FROM sessions s LEFT JOIN session_details d ON d.session_id = s.session_id
WHERE s.round_id = :round AND s.cancelled = 0)");

// Session by session: their attendances lie side by side, and no more than one session's rows are held at once. With
// whom each came is derived here, from what is known now: their confirmed group's organisation; else where they worked
// on the session's day, of several the one they joined first; else what was known when they came, unless that was a
// roster of which it turned out since that they weren't on it that day any more. Somebody is
// unverified whom nobody knew then, and whom no group or roster has named since.
constexpr Statement kVisitors(R"(
SELECT a.person_id,
       COALESCE(m.organisation_id,
                (SELECT r.organisation_id FROM roster r
                 WHERE r.person_id = a.person_id AND r.from_date <= :date
                   AND (COALESCE(r.changed_until_date, r.until_date) = ''
                        OR :date <= COALESCE(r.changed_until_date, r.until_date))
                 ORDER BY r.from_date, r.organisation_id LIMIT 1),
                CASE WHEN EXISTS (SELECT 1 FROM roster c
                                  WHERE c.person_id = a.person_id AND c.organisation_id = a.organisation_id
                                    AND c.changed_until_date IS NOT NULL)
                     THEN '' ELSE a.organisation_id END),
       CASE WHEN a.unverified = 0 THEN 0
            WHEN EXISTS (SELECT 1 FROM group_members n WHERE n.person_id = a.person_id) THEN 0
            WHEN EXISTS (SELECT 1 FROM roster n WHERE n.person_id = a.person_id) THEN 0
            ELSE 1 END,
       CASE WHEN m.person_id IS NULL THEN 0 ELSE 1 END
FROM attendances a LEFT JOIN (
  SELECT n.person_id, MIN(g.organisation_id) AS organisation_id
  FROM group_seats g JOIN group_members n ON n.group_id = g.group_id AND n.has_left = 0
  WHERE g.session_id = :session AND g.standing = :confirmed AND g.organisation_id <> ''
  GROUP BY n.person_id) m ON m.person_id = a.person_id
WHERE a.session_id = :session AND a.change % 2 = 0)");

// Those of a round who were counted without names: so few that they are read together.
constexpr Statement kUnnamed(R"(
SELECT u.session_id, u.organisation_id, u.person_count
FROM sessions s JOIN unnamed_counts u ON u.session_id = s.session_id
WHERE s.round_id = :round AND u.person_count > 0
ORDER BY u.session_id, u.organisation_id)");

constexpr Statement kSeats(R"(
SELECT g.standing, CAST(SUM(g.head_count) AS BIGINT)
FROM sessions s JOIN group_seats g ON g.session_id = s.session_id
WHERE s.round_id = :round AND s.cancelled = 0 AND g.standing IN (:waiting, :confirmed)
GROUP BY g.standing)");

constexpr Statement kWaitingAttendances(R"(
SELECT (SELECT COUNT(*) FROM (SELECT DISTINCT a.session_id,
          CASE WHEN COALESCE(t.kept_id, '') = '' THEN a.person_id ELSE t.kept_id END AS kept_id
        FROM sessions s JOIN attendances a ON a.session_id = s.session_id
        LEFT JOIN merged_people t ON t.person_id = a.person_id
        WHERE s.round_id = '' AND a.change % 2 = 0) awaited) +
       (SELECT CAST(COALESCE(SUM(u.person_count), 0) AS BIGINT)
        FROM sessions s JOIN unnamed_counts u ON u.session_id = s.session_id WHERE s.round_id = ''))");

constexpr ComposedStatement kCancelled("SELECT ", columns_of<Session>("s"), R"(, n.text,
  (SELECT COUNT(DISTINCT CASE WHEN COALESCE(t.kept_id, '') = '' THEN a.person_id ELSE t.kept_id END)
   FROM attendances a LEFT JOIN merged_people t ON t.person_id = a.person_id
   WHERE a.session_id = s.session_id AND a.change % 2 = 0) +
  (SELECT CAST(COALESCE(SUM(u.person_count), 0) AS BIGINT) FROM unnamed_counts u WHERE u.session_id = s.session_id)
FROM sessions s LEFT JOIN names n ON n.subject = 'session' AND n.id = s.session_id
WHERE s.round_id = :round AND s.cancelled = 1 ORDER BY s.local_date, s.session_id)");

constexpr Statement kAttendancesCancelled(R"(
SELECT (SELECT COUNT(*) FROM (SELECT DISTINCT a.session_id,
          CASE WHEN COALESCE(t.kept_id, '') = '' THEN a.person_id ELSE t.kept_id END AS kept_id
        FROM sessions s JOIN attendances a ON a.session_id = s.session_id
        LEFT JOIN merged_people t ON t.person_id = a.person_id
        WHERE s.round_id <> '' AND s.cancelled = 1 AND a.change % 2 = 0) cancelled) +
       (SELECT CAST(COALESCE(SUM(u.person_count), 0) AS BIGINT)
        FROM sessions s JOIN unnamed_counts u ON u.session_id = s.session_id
        WHERE s.round_id <> '' AND s.cancelled = 1))");

constexpr Statement kAttendances(R"(
SELECT (SELECT COUNT(*) FROM (SELECT DISTINCT a.session_id,
          CASE WHEN COALESCE(t.kept_id, '') = '' THEN a.person_id ELSE t.kept_id END AS kept_id
        FROM attendances a LEFT JOIN merged_people t ON t.person_id = a.person_id WHERE a.change % 2 = 0) counted) +
       (SELECT CAST(COALESCE(SUM(person_count), 0) AS BIGINT) FROM unnamed_counts))");

constexpr ComposedStatement kOtherRounds("SELECT ", columns_of<Round>("r"), R"(, n.text
FROM rounds r LEFT JOIN names n ON n.subject = 'round' AND n.id = r.round_id
WHERE r.programme_id = :programme AND r.round_id <> :round
ORDER BY r.year DESC, r.round_id DESC LIMIT :limit)");

constexpr Statement kRoundsWithSessions(
    "SELECT DISTINCT round_id FROM sessions WHERE round_id <> '' ORDER BY round_id");

Result<std::map<SessionId, std::vector<Visits::Unnamed>>> unnamed_of(Reader& reader, const RoundId& round) {
  using Counted = std::pair<SessionId, Visits::Unnamed>;
  TRY(counts, reader.query(kUnnamed, {{"round", round}}).map([](Rows rows) {
    return read_rows(std::move(rows), [](RowReader& in) {
      auto session = in.take<SessionId>();
      auto organisation = in.take<OrganisationId>();
      return Counted{std::move(session), {std::move(organisation), in.take<int>()}};
    });
  }));
  std::map<SessionId, std::vector<Visits::Unnamed>> by_session;
  for (auto& [session, unnamed] : counts) by_session[session].push_back(std::move(unnamed));
  return by_session;
}

// Whoever has several ids is one who came, with the organisation that stands for theirs.
Result<void> put_together(Reader& reader, const Merges& merges, const Session& session,
                          std::vector<Visits::Visitor>& visitors) {
  const auto told_of = [&](const Visits::Visitor& visitor) { return merges.is_told_of(visitor.person); };
  if (std::erase_if(visitors, told_of) > 0) {
    TRY(several, visitors_told_of(reader, session));
    visitors.insert(visitors.end(), several.begin(), several.end());
  }
  for (Visits::Visitor& visitor : visitors) visitor.organisation = merges.kept_of(visitor.organisation);
  return {};
}

}  // namespace

Result<Visits> visits_of(Reader& reader, const RoundId& round, Instant now) {
  TRY(sessions, reader.query(kSessions, {{"round", round}, {"now", now}})
                    .map(values_of<std::pair<Session, bool>, Session, bool>));
  TRY(found, gather(reader, [&](Reader& each) { return unnamed_of(each, round); },
                    [&](Reader& each) { return merges_of(each, round); }));
  auto& [unnamed, merges] = found;
  for (auto& [session, counted] : unnamed)
    for (Visits::Unnamed& each : counted) each.organisation = merges.kept_of(each.organisation);
  Visits visits;
  for (const auto& [session, is_over] : sessions) {
    TRY(visitors, reader
                      .query(kVisitors, {{"session", session.id},
                                         {"date", session.local_date},
                                         {"confirmed", GroupStatus::confirmed}})
                      .map(values_of<Visits::Visitor, PersonId, OrganisationId, bool, bool>));
    TRY_DO(put_together(reader, merges, session, visitors));
    visits.add(session, visitors, unnamed[session.id], is_over);
  }
  return visits;
}

Result<std::vector<std::optional<LocalizedText>>> labels_of(Reader& reader, Dimension dimension,
                                                            const std::vector<KeyedReach>& rows) {
  const std::string subject(name_of(dimension));
  std::vector<Stored<Name>::Key> keys;
  for (const KeyedReach& row : rows) keys.emplace_back(subject, row.key);
  TRY(names, reader.load_all<Name>(keys));
  std::map<std::string, LocalizedText> by_key;
  for (Name& name : names) by_key.emplace(std::move(name.id), std::move(name.text));
  std::vector<std::optional<LocalizedText>> labels;
  for (const KeyedReach& row : rows) {
    const auto found = by_key.find(row.key);
    labels.push_back(found == by_key.end() ? std::nullopt : std::optional(found->second));
  }
  return labels;
}

Result<Seats> seats_of(Reader& reader, const RoundId& round) {
  TRY(sums, reader
                .query(kSeats, {{"round", round},
                                {"waiting", GroupStatus::waiting},
                                {"confirmed", GroupStatus::confirmed}})
                .map(values_of<std::pair<GroupStatus, std::int64_t>, GroupStatus, std::int64_t>));
  Seats seats;
  for (const auto& [standing, sum] : sums) (standing == GroupStatus::waiting ? seats.waiting : seats.confirmed) = sum;
  return seats;
}

Result<std::int64_t> count_waiting_attendances(Reader& reader) {
  return reader.query(kWaitingAttendances).map(only<std::int64_t>);
}

Result<std::vector<CancelledSession>> cancelled_sessions_of(Reader& reader, const RoundId& round) {
  return reader.query(kCancelled, {{"round", round}})
      .map(values_of<CancelledSession, Session, std::optional<LocalizedText>, std::int64_t>);
}

Result<std::int64_t> count_attendances_cancelled(Reader& reader) {
  return reader.query(kAttendancesCancelled).map(only<std::int64_t>);
}

Result<std::int64_t> count_attendances(Reader& reader) { return reader.query(kAttendances).map(only<std::int64_t>); }

Result<std::vector<OtherRound>> other_rounds_of(Reader& reader, const Round& round, Instant now) {
  TRY(others, reader
                  .query(kOtherRounds,
                         {{"programme", round.programme}, {"round", round.id}, {"limit", kOtherRoundCountMax}})
                  .map(values_of<OtherRound, Round, std::optional<LocalizedText>>));
  for (OtherRound& other : others) {
    TRY(visits, visits_of(reader, other.round.id, now));
    other.reach = visits.reach();
  }
  return others;
}

Result<std::vector<RoundId>> rounds_with_sessions(Reader& reader) {
  return reader.query(kRoundsWithSessions).map(values_of<RoundId>);
}

}  // namespace opora::reporting
