#include "registration/store/attendance.h"

#include "registration/store/flags.h"

namespace opora {

using registration::Attendance;
using registration::CheckIn;
using registration::CheckInId;
using registration::OrganisationId;
using registration::PersonId;
using registration::SessionId;
using registration::UnknownPeople;

namespace {

constexpr Statement kLoadCheckIn(
    "SELECT check_in_id, session_id, person_id, scanned_at, flags FROM check_ins WHERE check_in_id = :check_in");
constexpr Statement kSaveCheckIn(
    "INSERT INTO check_ins (check_in_id, session_id, person_id, scanned_at, flags) "
    "VALUES (:check_in, :session, :person, :scanned_at, :flags) ON CONFLICT (check_in_id) DO NOTHING");
constexpr Statement kLoadAttendance(
    "SELECT session_id, person_id, organisation_id, scanned_at FROM attendances "
    "WHERE session_id = :session AND person_id = :person");
constexpr Statement kSaveAttendance(
    "INSERT INTO attendances (session_id, person_id, organisation_id, scanned_at, was_unknown, derivable) "
    "VALUES (:session, :person, :organisation, :scanned_at, :was_unknown, 0) "
    "ON CONFLICT (session_id, person_id) DO UPDATE SET organisation_id = excluded.organisation_id, "
    "scanned_at = excluded.scanned_at, was_unknown = excluded.was_unknown");
constexpr Statement kLoadUnknown("SELECT session_id, counted FROM unknown_people WHERE session_id = :session");
constexpr Statement kSaveUnknown(
    "INSERT INTO unknown_people (session_id, counted) VALUES (:session, :counted) "
    "ON CONFLICT (session_id) DO UPDATE SET counted = excluded.counted");
// With whom: their confirmed group's organisation, else where they work on the session's day (the one they joined
// first), else what was known when they came.
constexpr Statement kByTime(
    "SELECT a.session_id, a.person_id, CASE WHEN g.group_id IS NULL THEN '' WHEN g.status = :confirmed "
    "THEN g.organisation_id ELSE COALESCE((SELECT r.organisation_id FROM roster r JOIN sessions s "
    "ON s.session_id = a.session_id WHERE r.person_id = a.person_id AND r.from_date <= s.on_date "
    "AND (r.until_date = '' OR s.on_date <= r.until_date) ORDER BY r.from_date, r.organisation_id LIMIT 1), "
    "a.organisation_id) END, a.scanned_at, COALESCE(p.name, '') FROM attendances a "
    "LEFT JOIN attendees e ON e.session_id = a.session_id AND e.person_id = a.person_id "
    "LEFT JOIN groups_registered g ON g.group_id = e.group_id AND g.status <> :cancelled "
    "LEFT JOIN people p ON p.person_id = e.person_id AND g.group_id IS NOT NULL "
    "WHERE a.session_id = :session AND (a.scanned_at, a.person_id) > (:after_time, :after_person) "
    "ORDER BY a.scanned_at, a.person_id LIMIT :limit");

Attendance attendance_of(const Row& row) {
  return {row.id<SessionId>(0), row.id<PersonId>(1), row.id<OrganisationId>(2), row.instant(3)};
}

}  // namespace

std::vector<CheckIn> Stored<CheckIn>::load(Sql& sql, std::span<const Key> keys) {
  const Rows rows =
      sql.query_each(kLoadCheckIn, keys, [](const Key& key, const auto& next) { next({{"check_in", key}}); });
  std::vector<CheckIn> check_ins;
  for (const Row& row : rows)
    check_ins.push_back({row.id<CheckInId>(0), row.id<SessionId>(1), row.id<PersonId>(2), row.instant(3),
                         registration::flags_in(row.integer(4))});
  return check_ins;
}

void Stored<CheckIn>::save(Sql& sql, std::span<const CheckIn> check_ins) {
  sql.execute_each(kSaveCheckIn, check_ins, [](const CheckIn& check_in, const auto& next) {
    next({{"check_in", check_in.id},
          {"session", check_in.session},
          {"person", check_in.person},
          {"scanned_at", check_in.scanned_at},
          {"flags", registration::bits_of(check_in.flags)}});
  });
}

std::vector<Attendance> Stored<Attendance>::load(Sql& sql, std::span<const Key> keys) {
  const Rows rows = sql.query_each(kLoadAttendance, keys, [](const Key& key, const auto& next) {
    next({{"session", key.session}, {"person", key.person}});
  });
  std::vector<Attendance> attendances;
  for (const Row& row : rows) attendances.push_back(attendance_of(row));
  return attendances;
}

void Stored<Attendance>::save(Sql& sql, std::span<const Attendance> attendances) {
  sql.execute_each(kSaveAttendance, attendances, [](const Attendance& attendance, const auto& next) {
    next({{"session", attendance.session},
          {"person", attendance.person},
          {"organisation", attendance.organisation},
          {"scanned_at", attendance.scanned_at},
          {"was_unknown", attendance.was_unknown ? 1 : 0}});
  });
}

std::vector<UnknownPeople> Stored<UnknownPeople>::load(Sql& sql, std::span<const Key> keys) {
  std::vector<UnknownPeople> all;
  for (const Row& row : sql.query_each(kLoadUnknown, keys, [](const Key& key, const auto& next) {
         next({{"session", key}});
       }))
    all.push_back({row.id<SessionId>(0), static_cast<int>(row.integer(1))});
  return all;
}

void Stored<UnknownPeople>::save(Sql& sql, std::span<const UnknownPeople> all) {
  sql.execute_each(kSaveUnknown, all, [](const UnknownPeople& people, const auto& next) {
    next({{"session", people.session}, {"counted", people.counted}});
  });
}

}  // namespace opora

namespace opora::registration {

Result<std::vector<NamedAttendance>> attendances_after(Reader& reader, const SessionId& session, Instant after_time,
                                                       const std::string& after_person, int limit) {
  TRY(rows, reader.query(kByTime, {{"session", session},
                                   {"after_time", after_time},
                                   {"after_person", after_person},
                                   {"cancelled", static_cast<int>(GroupStatus::cancelled)},
                                   {"confirmed", static_cast<int>(GroupStatus::confirmed)},
                                   {"limit", limit}}));
  std::vector<NamedAttendance> named;
  for (const Row& row : rows) named.push_back({attendance_of(row), row.text(4)});
  return named;
}

}  // namespace opora::registration
