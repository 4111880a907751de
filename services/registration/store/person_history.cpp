#include "registration/store/person_history.h"

#include <algorithm>

#include "registration/store/attendance_correction.h"
#include "registration/store/group_change.h"

namespace opora::registration {
namespace {

// Whoever left a group keeps their row in `attendees`, without it.
constexpr Statement kSessions(
    "SELECT s.session_id FROM sessions s WHERE (:region = '' OR s.region_id = :region) AND s.session_id IN ("
    "SELECT e.session_id FROM attendees e JOIN groups_registered g ON g.group_id = e.group_id "
    "WHERE e.person_id = :person AND g.organisation_id = :organisation "
    "UNION SELECT a.session_id FROM attendances a WHERE a.person_id = :person AND a.organisation_id = :organisation "
    "UNION SELECT c.session_id FROM attendees e JOIN group_changes c ON c.session_id = e.session_id "
    "JOIN groups_registered g ON g.group_id = c.group_id WHERE e.person_id = :person "
    "AND g.organisation_id = :organisation AND (c.substitute_id = :person OR c.left_people LIKE :among)) "
    "ORDER BY s.starts_at DESC, s.session_id DESC LIMIT :limit");

constexpr ComposedStatement kChanges(
    "SELECT ", columns_of<GroupChange>("c"), " FROM attendees e JOIN group_changes c ON c.session_id = e.session_id "
    "JOIN groups_registered g ON g.group_id = c.group_id WHERE e.person_id = :person "
    "AND g.organisation_id = :organisation AND (c.substitute_id = :person OR c.left_people LIKE :among) "
    "ORDER BY c.changed_at, c.change_id");

constexpr ComposedStatement kCorrections(
    "SELECT ", columns_of<AttendanceCorrection>("c"), " FROM attendances a JOIN attendance_corrections c "
    "ON c.session_id = a.session_id AND c.person_id = a.person_id "
    "WHERE a.person_id = :person ORDER BY c.session_id, c.change");

// Their id in a column of ids, none of which is part of another one.
std::string among(const PersonId& person) { return "%" + person.value + "%"; }

}  // namespace

Result<std::vector<SessionId>> sessions_with(Reader& reader, const Organisation& organisation, const PersonId& person) {
  TRY(sessions, reader
                    .query(kSessions, {{"region", organisation.region},
                                       {"person", person},
                                       {"organisation", organisation.id},
                                       {"among", among(person)},
                                       {"limit", kSessionsOfPersonMax}})
                    .map(values_of<SessionId>));
  std::ranges::reverse(sessions);
  return sessions;
}

Result<std::vector<GroupChange>> changes_about(Reader& reader, const OrganisationId& organisation,
                                               const PersonId& person) {
  return reader
      .query(kChanges, {{"person", person}, {"organisation", organisation}, {"among", among(person)}})
      .map(values_of<GroupChange>);
}

Result<std::vector<AttendanceCorrection>> corrections_about(Reader& reader, const PersonId& person) {
  return reader.query(kCorrections, {{"person", person}}).map(values_of<AttendanceCorrection>);
}

}  // namespace opora::registration
