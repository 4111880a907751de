#include "reporting/store/reach.h"

#include "reporting/store/names.h"

namespace opora::reporting {
namespace {

constexpr Statement kSessions(R"(
SELECT session_id, round_id, project_id, site_id, region_id, kind, topic, audience, local_date, duration_minutes
FROM sessions WHERE round_id = :round)");

// Session by session: their attendances lie side by side, and no more than one session's rows are held at once. With
// whom each came is derived here, from what is known now: their confirmed group's organisation; else where they worked
// on the session's day, of several the one they joined first; else what was known when they came. Somebody is
// unverified whom nobody knew then, and whom no group or roster has named since.
constexpr Statement kVisitors(R"(
SELECT a.person_id,
       COALESCE(m.organisation_id,
                (SELECT r.organisation_id FROM roster r
                 WHERE r.person_id = a.person_id AND r.from_date <= :date
                   AND (r.until_date = '' OR :date <= r.until_date)
                 ORDER BY r.from_date, r.organisation_id LIMIT 1),
                a.organisation_id),
       CASE WHEN a.unverified = 0 THEN 0
            WHEN EXISTS (SELECT 1 FROM group_members n WHERE n.person_id = a.person_id) THEN 0
            WHEN EXISTS (SELECT 1 FROM roster n WHERE n.person_id = a.person_id) THEN 0
            ELSE 1 END
FROM attendances a LEFT JOIN (
  SELECT n.person_id, MIN(g.organisation_id) AS organisation_id
  FROM group_seats g JOIN group_members n ON n.group_id = g.group_id
  WHERE g.session_id = :session AND g.standing = 2 AND g.organisation_id <> ''
  GROUP BY n.person_id) m ON m.person_id = a.person_id
WHERE a.session_id = :session)");

constexpr Statement kSeats(R"(
SELECT g.standing, CAST(SUM(g.head_count) AS BIGINT)
FROM sessions s JOIN group_seats g ON g.session_id = s.session_id
WHERE s.round_id = :round AND g.standing IN (1, 2)
GROUP BY g.standing)");

constexpr Statement kWaitingAttendances(R"(
SELECT COUNT(*) FROM sessions s JOIN attendances a ON a.session_id = s.session_id WHERE s.round_id = '')");

constexpr Statement kAttendances("SELECT COUNT(*) FROM attendances");

constexpr Statement kOtherRounds(R"(
SELECT r.round_id, r.programme_id, r.year, n.text
FROM rounds r LEFT JOIN names n ON n.subject = 'round' AND n.id = r.round_id
WHERE r.programme_id = :programme AND r.round_id <> :round
ORDER BY r.year DESC, r.round_id DESC LIMIT :limit)");

constexpr Statement kRoundsWithSessions(
    "SELECT DISTINCT round_id FROM sessions WHERE round_id <> '' ORDER BY round_id");

Session session_from(const Row& row) {
  Session session;
  session.id = row.id<SessionId>(0);
  session.round = row.id<RoundId>(1);
  session.project = row.id<ProjectId>(2);
  session.site = row.id<SiteId>(3);
  session.region = row.id<RegionId>(4);
  session.kind = row.text(5);
  session.topic = row.text(6);
  session.audience = row.text(7);
  session.local_date = row.text(8);
  session.duration_minutes = static_cast<int>(row.integer(9));
  return session;
}

}  // namespace

Result<Visits> visits_of(Reader& reader, const RoundId& round) {
  TRY(sessions, reader.query(kSessions, {{"round", round}}));
  Visits visits;
  for (const Row& row : sessions) {
    const Session session = session_from(row);
    TRY(rows, reader.query(kVisitors, {{"session", session.id}, {"date", session.local_date}}));
    std::vector<Visits::Visitor> visitors;
    for (const Row& visitor : rows)
      visitors.push_back({visitor.id<PersonId>(0), visitor.id<OrganisationId>(1), visitor.integer(2) != 0});
    visits.add(session, visitors);
  }
  return visits;
}

Result<std::vector<std::optional<Text>>> labels_of(Reader& reader, Dimension dimension,
                                                   const std::vector<KeyedReach>& rows) {
  const std::string subject(name_of(dimension));
  std::vector<Stored<Name>::Key> keys;
  for (const KeyedReach& row : rows) keys.emplace_back(subject, row.key);
  TRY_DO(reader.load_all<Name>(keys).map([](auto&&) {}));  // in one trip; then one by one, since some have no name
  std::vector<std::optional<Text>> labels;
  for (const Stored<Name>::Key& key : keys) {
    TRY(name, reader.find<Name>(key));
    labels.push_back(name ? std::optional<Text>(std::move(name->text)) : std::nullopt);
  }
  return labels;
}

Result<Seats> seats_of(Reader& reader, const RoundId& round) {
  TRY(rows, reader.query(kSeats, {{"round", round}}));
  Seats seats;
  for (const Row& row : rows) (row.integer(0) == 1 ? seats.waiting : seats.confirmed) = row.integer(1);
  return seats;
}

Result<std::int64_t> count_waiting_attendances(Reader& reader) {
  TRY(rows, reader.query(kWaitingAttendances));
  return rows.front().integer(0);
}

Result<std::int64_t> count_attendances(Reader& reader) {
  TRY(rows, reader.query(kAttendances));
  return rows.front().integer(0);
}

Result<std::vector<OtherRound>> other_rounds_of(Reader& reader, const Round& round) {
  TRY(rows, reader.query(kOtherRounds,
                         {{"programme", round.programme}, {"round", round.id}, {"limit", kOtherRoundCountMax}}));
  std::vector<OtherRound> others;
  for (const Row& row : rows) {
    OtherRound other;
    other.round = {row.id<RoundId>(0), row.id<ProgrammeId>(1), static_cast<int>(row.integer(2))};
    if (!row.is_null(3)) other.name = text_from_column(row.text(3));
    TRY(visits, visits_of(reader, other.round.id));
    other.reach = visits.reach();
    others.push_back(std::move(other));
  }
  return others;
}

Result<std::vector<RoundId>> rounds_with_sessions(Reader& reader) {
  TRY(rows, reader.query(kRoundsWithSessions));
  std::vector<RoundId> rounds;
  for (const Row& row : rows) rounds.push_back(row.id<RoundId>(0));
  return rounds;
}

}  // namespace opora::reporting
