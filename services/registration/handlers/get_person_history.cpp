// Tells what happened with somebody through one of their organisations.
#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "platform/lane/gather.h"
#include "registration/domain/correct_person.h"
#include "registration/handlers/handlers.h"
#include "registration/store/attendance.h"
#include "registration/store/attendee.h"
#include "registration/store/correction.h"
#include "registration/store/group.h"
#include "registration/store/organisation.h"
#include "registration/store/person.h"
#include "registration/store/person_history.h"
#include "registration/store/roster.h"
#include "registration/store/same_people.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

void put_memberships(const OrganisationId& organisation, const Person& person, const Career& career,
                     v1::GetPersonHistoryResponse& response) {
  for (const Membership& each : career.memberships)
    if (each.organisation == organisation)
      to_proto(RosterEntry{person, each.from_date, each.until_date, each.until_corrected_by},
               *response.add_memberships());
}

// Of a group of the organisation's they are in it; in others they are others' people.
void put_group(const Attendee& attendee, const std::vector<Group>& groups, const OrganisationId& organisation,
               v1::Participation& told) {
  const auto group = std::ranges::find(groups, attendee.group, &Group::id);
  if (group == groups.end() || group->organisation != organisation) return;
  told.set_group_id(group->id.value);
  told.set_group_status(to_proto(group->status));
}

// What is known of the sessions that they took part in.
struct TakenPart {
  std::vector<Attendee> attendees;
  std::vector<Group> groups;
  std::vector<Attendance> attendances;
  std::vector<GroupChange> changes;
  std::vector<AttendanceCorrection> corrections;
};

Result<TakenPart> taken_part(Snapshot& snapshot, const std::vector<SessionId>& sessions, const PersonId& person) {
  std::vector<SessionPerson> places;
  for (const SessionId& session : sessions) places.emplace_back(session, person);
  TRY(found, gather(snapshot, all<Attendee>(places), all<Attendance>(places)));
  auto& [attendees, attendances] = found;
  std::vector<GroupId> in_groups;
  for (const Attendee& attendee : attendees) in_groups.push_back(attendee.group);
  TRY(groups, snapshot.load_all<Group>(in_groups));
  return TakenPart{std::move(attendees), std::move(groups), std::move(attendances), {}, {}};
}

void put_participation(const TakenPart& part, const SessionId& session, const OrganisationId& organisation,
                       const PersonId& person, v1::Participation& told) {
  told.set_session_id(session.value);
  for (const Attendee& attendee : part.attendees)
    if (attendee.session == session) put_group(attendee, part.groups, organisation, told);
  for (const GroupChange& change : part.changes)
    if (change.session == session) to_proto(change, person, *told.add_placements());
  for (const Attendance& attendance : part.attendances) {
    if (attendance.session != session) continue;
    told.set_scanned_at_us(attendance.scanned_at.us);
    told.set_taken_back(!attendance.counts());
  }
  for (const AttendanceCorrection& correction : part.corrections)
    if (correction.session == session) to_proto(correction, *told.add_corrections());
}

// Under which other ids they are known.
Result<void> put_others(Snapshot& snapshot, const Person& person, v1::GetPersonHistoryResponse& response) {
  TRY(same, same_people(snapshot, std::span(&person, 1)));
  const std::vector<PersonId> ids = same.ids_of(std::span(&person.id, 1));
  for (const PersonId& id : ids)
    if (id != person.id) response.add_other_person_ids(id.value);
  return {};
}

}  // namespace

Result<v1::GetPersonHistoryResponse> get_person_history(Snapshot& snapshot,
                                                        const v1::GetPersonHistoryRequest& request) {
  const PersonId id{request.person_id()};
  const OrganisationId through{request.organisation_id()};
  TRY(known, gather(snapshot, one<Organisation>(through), maybe<Person>(id), maybe<Career>(id),
                    [&](Reader& reader) { return organisations_of(reader, id); },
                    [&](Reader& reader) { return corrections_of(reader, through, id); },
                    [&](Reader& reader) { return changes_about(reader, through, id); },
                    [&](Reader& reader) { return corrections_about(reader, id); }));
  auto& [organisation, person, career, organisations, corrections, changes, said] = known;
  TRY_DO(check_of_organisation({person, organisations}, through));
  TRY(sessions, sessions_with(snapshot, organisation, id));
  TRY(part, taken_part(snapshot, sessions, id));
  part.changes = std::move(changes);
  part.corrections = std::move(said);

  v1::GetPersonHistoryResponse response;
  TRY_DO(put_others(snapshot, *person, response));
  if (career) put_memberships(through, *person, *career, response);
  for (const Correction& correction : corrections) to_proto(correction, *response.add_corrections());
  for (const SessionId& session : sessions)
    put_participation(part, session, through, id, *response.add_participations());
  return response;
}

}  // namespace opora::registration
