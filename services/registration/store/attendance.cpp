#include "registration/store/attendance.h"

#include "platform/lane/stored_bodies.h"

namespace opora::registration {
namespace {

// With whom: their confirmed group's organisation, else where they work on the session's day (the one they joined
// first), else what was known when they came, unless that was a roster on which they no longer were, as it turned out.
constexpr Statement kByTime(
    "SELECT a.session_id, a.person_id, CASE WHEN g.group_id IS NULL THEN '' WHEN g.status = :confirmed "
    "THEN g.organisation_id ELSE COALESCE((SELECT r.organisation_id FROM roster r JOIN sessions s "
    "ON s.session_id = a.session_id WHERE r.person_id = a.person_id AND r.from_date <= s.on_date "
    "AND (r.until_date = '' OR s.on_date <= r.until_date) ORDER BY r.from_date, r.organisation_id LIMIT 1), "
    "CASE WHEN EXISTS (SELECT 1 FROM roster c WHERE c.person_id = a.person_id "
    "AND c.organisation_id = a.organisation_id AND c.until_corrected_by <> 0) THEN '' ELSE a.organisation_id END) END, "
    "a.scanned_at, a.change, a.taken_back_at, COALESCE(p.name, ''), "
    "CASE WHEN p.expired_at IS NULL THEN 0 ELSE 1 END FROM attendances a "
    "LEFT JOIN attendees e ON e.session_id = a.session_id AND e.person_id = a.person_id "
    "LEFT JOIN groups_registered g ON g.group_id = e.group_id AND g.status <> :cancelled "
    "LEFT JOIN people p ON p.person_id = e.person_id AND g.group_id IS NOT NULL "
    "WHERE a.session_id = :session AND a.taken_back_at IS NULL "
    "AND (a.scanned_at, a.person_id) > (:after_time, :after_person) "
    "ORDER BY a.scanned_at, a.person_id LIMIT :limit");

constexpr ComposedStatement kCheckInsAfter(
    "SELECT ", columns_of<CheckIn>(), " FROM check_ins "
    "WHERE session_id = :session AND (scanned_at, check_in_id) > (:after_time, :after_id) "
    "ORDER BY scanned_at, check_in_id LIMIT :limit");

}  // namespace

PageCursor cursor_of(const CheckIn& check_in) { return {check_in.scanned_at.us, check_in.id.value}; }

Result<std::vector<CheckIn>> check_ins_after(Reader& reader, const SessionId& session, const PageCursor& after,
                                             int limit) {
  return reader
      .query(kCheckInsAfter,
             {{"session", session}, {"after_time", after.number}, {"after_id", after.id}, {"limit", limit}})
      .map(values_of<CheckIn>);
}

PageCursor cursor_of(const NamedAttendance& named) {
  return {named.attendance.scanned_at.us, named.attendance.person.value};
}

Result<std::vector<NamedAttendance>> attendances_after(Reader& reader, const SessionId& session,
                                                       const PageCursor& after, int limit) {
  return reader
      .query(kByTime, {{"session", session},
                       {"after_time", after.number},
                       {"after_person", after.id},
                       {"cancelled", GroupStatus::cancelled},
                       {"confirmed", GroupStatus::confirmed},
                       {"limit", limit}})
      .map(values_of<NamedAttendance, Attendance, std::string, bool>);
}

}  // namespace opora::registration

OPORA_STORED(opora::registration::CheckIn);
OPORA_STORED(opora::registration::Attendance);
OPORA_STORED(opora::registration::UnknownPeople);
