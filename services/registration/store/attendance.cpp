#include "registration/store/attendance.h"

#include <map>

#include "platform/lane/stored_bodies.h"
#include "registration/store/organisation.h"
#include "registration/store/person.h"

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
    "CASE WHEN q.merged_into <> '' THEN q.merged_into WHEN q.merged_count > 0 THEN q.person_id ELSE '' END, "
    "CASE WHEN p.expired_at IS NULL THEN 0 ELSE 1 END FROM attendances a "
    "LEFT JOIN attendees e ON e.session_id = a.session_id AND e.person_id = a.person_id "
    "LEFT JOIN groups_registered g ON g.group_id = e.group_id AND g.status <> :cancelled "
    "LEFT JOIN people p ON p.person_id = e.person_id AND g.group_id IS NOT NULL "
    "LEFT JOIN people q ON q.person_id = a.person_id "
    "WHERE a.session_id = :session AND a.taken_back_at IS NULL "
    "AND (q.person_id IS NULL OR q.merged_into = '' OR NOT EXISTS (SELECT 1 FROM attendances o "
    "JOIN people w ON w.person_id = o.person_id WHERE o.session_id = a.session_id AND o.taken_back_at IS NULL "
    "AND (w.person_id = q.merged_into OR (w.merged_into = q.merged_into AND w.person_id < q.person_id)))) "
    "AND (a.scanned_at, a.person_id) > (:after_time, :after_person) "
    "ORDER BY a.scanned_at, a.person_id LIMIT :limit");

// The same of somebody who has several ids, by all of them: of their confirmed groups' organisations the first by its
// id, of what was said when they came the last. Who they are to be shown as is told where any of their groups stands.
constexpr Statement kOfSeveral(
    "WITH ids AS (SELECT person_id FROM people WHERE person_id = :kept "
    "UNION ALL SELECT person_id FROM people WHERE merged_into = :kept AND merged_into <> ''), "
    "groups_here AS (SELECT g.organisation_id, g.status, e.person_id FROM ids i "
    "JOIN attendees e ON e.session_id = :session AND e.person_id = i.person_id "
    "JOIN groups_registered g ON g.group_id = e.group_id WHERE g.status <> :cancelled) "
    "SELECT COALESCE((SELECT MIN(h.organisation_id) FROM groups_here h WHERE h.status = :confirmed), "
    "(SELECT r.organisation_id FROM ids i JOIN roster r ON r.person_id = i.person_id "
    "JOIN sessions s ON s.session_id = :session WHERE r.from_date <= s.on_date "
    "AND (r.until_date = '' OR s.on_date <= r.until_date) "
    "ORDER BY r.from_date, r.organisation_id LIMIT 1), "
    "(SELECT MAX(CASE WHEN c.organisation_id IS NULL THEN a.organisation_id ELSE '' END) FROM ids i "
    "JOIN attendances a ON a.session_id = :session AND a.person_id = i.person_id "
    "LEFT JOIN (SELECT DISTINCT t.organisation_id FROM ids j JOIN roster t ON t.person_id = j.person_id "
    "WHERE t.until_corrected_by <> 0) c ON c.organisation_id = a.organisation_id "
    "WHERE a.taken_back_at IS NULL), ''), "
    "COALESCE((SELECT MIN(h.person_id) FROM groups_here h), '')");

constexpr ComposedStatement kCheckInsAfter(
    "SELECT ", columns_of<CheckIn>(), " FROM check_ins "
    "WHERE session_id = :session AND (scanned_at, check_in_id) > (:after_time, :after_id) "
    "ORDER BY scanned_at, check_in_id LIMIT :limit");

// With whom somebody came who has several ids, and as whom they are expected, if they are.
struct OfSeveral {
  OrganisationId organisation;
  PersonId expected_as;
};

Result<void> put_of_several(Reader& reader, NamedAttendance& named) {
  Attendance& attendance = named.attendance;
  TRY(rows, reader
                .query(kOfSeveral, {{"kept", named.kept},
                                    {"session", attendance.session},
                                    {"cancelled", GroupStatus::cancelled},
                                    {"confirmed", GroupStatus::confirmed}})
                .map(values_of<OfSeveral, OrganisationId, PersonId>));
  const OfSeveral& known = rows.at(0);
  if (known.expected_as.empty()) {
    attendance.organisation = {};
    named.kept = {};
    return {};
  }
  attendance.organisation = known.organisation;
  if (!named.name.empty()) return {};
  TRY(person, reader.load<Person>(known.expected_as));
  named.name = person.name;
  named.name_expired = person.expired_at.has_value();
  return {};
}

Result<std::vector<NamedAttendance>> with_several_told(Reader& reader, std::vector<NamedAttendance> all) {
  for (NamedAttendance& named : all)
    if (!named.kept.empty()) TRY_DO(put_of_several(reader, named));
  return all;
}

// The organisation that stands for whoever they came with.
Result<std::vector<NamedAttendance>> with_kept_organisations(Reader& reader, std::vector<NamedAttendance> all) {
  std::vector<OrganisationId> ids;
  for (const NamedAttendance& named : all)
    if (!named.attendance.organisation.empty()) ids.push_back(named.attendance.organisation);
  TRY(organisations, reader.load_all<Organisation>(ids));
  std::map<OrganisationId, OrganisationId> kept;
  for (const Organisation& organisation : organisations)
    if (!organisation.merged_into.empty()) kept.emplace(organisation.id, organisation.merged_into);
  for (NamedAttendance& named : all)
    if (const auto found = kept.find(named.attendance.organisation); found != kept.end())
      named.attendance.organisation = found->second;
  return all;
}

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
  TRY(found, reader
                 .query(kByTime, {{"session", session},
                                  {"after_time", after.number},
                                  {"after_person", after.id},
                                  {"cancelled", GroupStatus::cancelled},
                                  {"confirmed", GroupStatus::confirmed},
                                  {"limit", limit}})
                 .map(values_of<NamedAttendance, Attendance, std::string, PersonId, bool>));
  TRY(told, with_several_told(reader, std::move(found)));
  return with_kept_organisations(reader, std::move(told));
}

}  // namespace opora::registration

OPORA_STORED(opora::registration::CheckIn);
OPORA_STORED(opora::registration::Attendance);
OPORA_STORED(opora::registration::UnknownPeople);
