#include "reporting/store/reach.h"

#include "reporting/store/names.h"

namespace opora::reporting {
namespace {

// One statement for every dimension and for the whole, so that they can't count differently. Minutes and days are those
// of different sessions: adding them up over attendances would count a session once for each person in it.
constexpr Statement kReach(R"(
WITH came AS (
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
  FROM sessions s JOIN attendances a ON a.session_id = s.session_id
  WHERE s.round_id = :round
), people AS (
  SELECT key, COUNT(DISTINCT person_id) AS people_count, COUNT(*) AS attendance_count,
         COUNT(DISTINCT organisation_id) AS organisation_count
  FROM came GROUP BY key
), held AS (
  SELECT key, COUNT(*) AS session_count, SUM(duration_minutes) AS minutes, COUNT(DISTINCT local_date) AS day_count
  FROM (SELECT DISTINCT key, session_id, duration_minutes, local_date FROM came) AS sessions_held GROUP BY key
)
SELECT people.key, n.text, people_count, attendance_count, organisation_count, session_count,
       CAST(minutes AS BIGINT), day_count
FROM people JOIN held ON held.key = people.key
LEFT JOIN names n ON n.subject = :dimension AND n.id = people.key
ORDER BY people_count DESC, people.key)");

constexpr Statement kSeats(R"(
SELECT g.standing, CAST(SUM(g.head_count) AS BIGINT)
FROM sessions s JOIN group_seats g ON g.session_id = s.session_id
WHERE s.round_id = :round AND g.standing IN (1, 2)
GROUP BY g.standing)");

constexpr Statement kWaitingAttendances(R"(
SELECT COUNT(*) FROM sessions s JOIN attendances a ON a.session_id = s.session_id WHERE s.round_id = '')");

constexpr Statement kAttendances("SELECT COUNT(*) FROM attendances");

constexpr Statement kOtherRounds(R"(
WITH listed AS (
  SELECT round_id, programme_id, year FROM rounds
  WHERE programme_id = :programme AND round_id <> :round
  ORDER BY year DESC, round_id DESC LIMIT :limit
)
SELECT r.round_id, r.programme_id, r.year, n.text, COUNT(DISTINCT a.person_id), COUNT(a.person_id)
FROM listed r
LEFT JOIN names n ON n.subject = 'round' AND n.id = r.round_id
LEFT JOIN sessions s ON s.round_id = r.round_id
LEFT JOIN attendances a ON a.session_id = s.session_id
GROUP BY r.round_id, r.programme_id, r.year, n.text
ORDER BY r.year DESC, r.round_id DESC)");

constexpr Statement kRoundsWithSessions(
    "SELECT DISTINCT round_id FROM sessions WHERE round_id <> '' ORDER BY round_id");

constexpr Statement kEverybody(R"(
SELECT s.session_id, s.round_id, s.project_id, s.site_id, s.region_id, s.kind, s.topic, s.audience, s.local_date,
       s.duration_minutes, a.person_id, a.organisation_id
FROM sessions s JOIN attendances a ON a.session_id = s.session_id
WHERE s.round_id = :round)");

Session session_from(const Row& row) {
  return {row.id<SessionId>(0), row.id<RoundId>(1),
          row.id<ProjectId>(2), row.id<SiteId>(3),
          row.id<RegionId>(4),  row.text(5),
          row.text(6),          row.text(7),
          row.text(8),          static_cast<int>(row.integer(9))};
}

}  // namespace

Result<std::vector<ReachRow>> reach_by(Reader& reader, const RoundId& round, Dimension dimension) {
  TRY(rows, reader.query(kReach, {{"round", round}, {"dimension", name_of(dimension)}}));
  std::vector<ReachRow> reached;
  for (const Row& row : rows) {
    ReachRow next{row.text(0), {}, {}};
    if (!row.is_null(1)) next.label = text_from_column(row.text(1));
    next.reach = {row.integer(2), row.integer(3), row.integer(4), row.integer(5), row.integer(6), row.integer(7)};
    reached.push_back(std::move(next));
  }
  return reached;
}

Result<Reach> reach_of(Reader& reader, const RoundId& round) {
  TRY(rows, reach_by(reader, round, Dimension::whole));
  return rows.empty() ? Reach{} : rows.front().reach;
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
    other.people = row.integer(4);
    other.attendances = row.integer(5);
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

Result<std::vector<Came>> everybody_at(Reader& reader, const RoundId& round) {
  TRY(rows, reader.query(kEverybody, {{"round", round}}));
  std::vector<Came> everybody;
  for (const Row& row : rows)
    everybody.push_back({session_from(row), row.id<PersonId>(10), row.id<OrganisationId>(11)});
  return everybody;
}

}  // namespace opora::reporting
