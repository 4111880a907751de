#include "registration/store/attendance_correction.h"

#include "platform/lane/stored_bodies.h"

namespace opora {

using registration::CountsOfSession;
using registration::UnnamedCount;

namespace {

constexpr ComposedStatement kStanding(
    "SELECT ", columns_of<UnnamedCount>("u"), " FROM unnamed_counts u WHERE u.session_id = :session "
    "AND NOT EXISTS (SELECT 1 FROM unnamed_counts n WHERE n.session_id = u.session_id "
    "AND n.organisation_id = u.organisation_id AND n.change > u.change) ORDER BY u.organisation_id");

}  // namespace

std::vector<CountsOfSession> Stored<CountsOfSession>::load(Sql& sql, std::span<const Key> sessions) {
  std::vector<CountsOfSession> all;
  for (UnnamedCount& count : values_of<UnnamedCount>(sql.query_each(
           kStanding, sessions, [](const Key& session, const auto& next) { next({{"session", session}}); }))) {
    if (all.empty() || all.back().session != count.session) all.push_back({count.session});
    all.back().counts.push_back(std::move(count));
  }
  return all;
}

void Stored<CountsOfSession>::save(Sql& sql, std::span<const CountsOfSession> all) {
  std::vector<UnnamedCount> rows;
  for (const CountsOfSession& of_session : all) {
    rows.insert(rows.end(), of_session.replaced.begin(), of_session.replaced.end());
    rows.insert(rows.end(), of_session.counts.begin(), of_session.counts.end());
  }
  save_rows<UnnamedCount>(sql, rows);
}

}  // namespace opora

namespace opora::registration {
namespace {

constexpr Statement kWasUnknown(
    "SELECT COALESCE(was_unknown, 0) FROM attendances WHERE session_id = :session AND person_id = :person");

// The planner finds the index of those who were merged by its own words alone.
constexpr Statement kUnknownUnder(
    "SELECT a.person_id FROM (SELECT person_id FROM people WHERE person_id = :kept "
    "UNION ALL SELECT person_id FROM people WHERE merged_into = :kept AND merged_into <> '') i "
    "JOIN attendances a ON a.session_id = :session AND a.person_id = i.person_id "
    "WHERE COALESCE(a.was_unknown, 0) <> 0 ORDER BY a.person_id");

constexpr ComposedStatement kCorrections(
    "SELECT ", columns_of<AttendanceCorrection>(), " FROM attendance_corrections "
    "WHERE session_id = :session AND (person_id, change) > (:after_person, :after_change) "
    "ORDER BY person_id, change LIMIT :limit");

constexpr ComposedStatement kCounts(
    "SELECT ", columns_of<UnnamedCount>(), " FROM unnamed_counts "
    "WHERE session_id = :session AND (organisation_id, change) > (:after_organisation, :after_change) "
    "ORDER BY organisation_id, change LIMIT :limit");

}  // namespace

Result<bool> was_unknown(Reader& reader, const SessionId& session, const PersonId& person) {
  return reader.query(kWasUnknown, {{"session", session}, {"person", person}}).map([](Rows rows) {
    return first_of<bool>(std::move(rows)).value_or(false);
  });
}

Result<std::vector<PersonId>> unknown_under(Reader& reader, const SessionId& session, const PersonId& kept) {
  return reader.query(kUnknownUnder, {{"session", session}, {"kept", kept}}).map(values_of<PersonId>);
}

PageCursor cursor_of(const AttendanceCorrection& correction) { return {correction.change, correction.person.value}; }

Result<std::vector<AttendanceCorrection>> corrections_after(Reader& reader, const SessionId& session,
                                                            const PageCursor& after, int limit) {
  return reader
      .query(kCorrections,
             {{"session", session}, {"after_person", after.id}, {"after_change", after.number}, {"limit", limit}})
      .map(values_of<AttendanceCorrection>);
}

PageCursor cursor_of(const UnnamedCount& count) { return {count.change, count.organisation.value}; }

Result<std::vector<UnnamedCount>> counts_after(Reader& reader, const SessionId& session, const PageCursor& after,
                                               int limit) {
  return reader
      .query(kCounts,
             {{"session", session}, {"after_organisation", after.id}, {"after_change", after.number}, {"limit", limit}})
      .map(values_of<UnnamedCount>);
}

}  // namespace opora::registration

OPORA_STORED(opora::registration::AttendanceCorrection);
OPORA_STORED(opora::registration::CountsOfSession);
