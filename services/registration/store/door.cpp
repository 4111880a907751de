// Gathers what is known at a door: every lookup by key, so that a batch's scans cost one trip for each kind of fact.
#include "registration/store/attendance.h"
#include "registration/store/group.h"
#include "registration/store/person.h"
#include "registration/store/roster.h"
#include "registration/store/session.h"

namespace opora::registration {
namespace {

// The organisations of the confirmed groups that these attendees are in.
void add_senders(Door& door, std::span<const Attendee> attendees, std::span<const Group> groups) {
  std::map<GroupId, OrganisationId> senders;
  for (const Group& group : groups)
    if (group.status == GroupStatus::confirmed) senders.emplace(group.id, group.organisation);
  for (const Attendee& attendee : attendees)
    if (const auto sender = senders.find(attendee.group); sender != senders.end())
      door.guests[attendee.person].sent_by = sender->second;
}

}  // namespace

Result<Door> door_of(Reader& reader, const SessionId& session, std::span<const Scan> scans) {
  std::vector<PersonId> people;
  std::vector<CheckInId> ids;
  for (const Scan& scan : scans) {
    people.push_back(scan.person);
    ids.push_back(scan.check_in);
  }
  // Everything is asked for before anything is looked at, so that one prefetch brings it all.
  auto found_facts = reader.find<Session>(session);
  auto found_check_ins = reader.load_all<CheckIn>(ids);
  auto found_people = reader.load_all<Person>(people);
  auto found_careers = reader.load_all<Career>(people);
  auto found_attendances = reader.load_all<Attendance>(at_session(session, people));
  auto found_groups = placements_of(reader, session, people);
  TRY(facts, std::move(found_facts));
  TRY(check_ins, std::move(found_check_ins));
  TRY(known, std::move(found_people));
  TRY(careers, std::move(found_careers));
  TRY(attendances, std::move(found_attendances));
  TRY(registered, std::move(found_groups));

  Door door{session, std::move(facts), {}, {}};
  for (const Person& person : known) door.guests[person.id].known = true;
  for (Career& career : careers) door.guests[career.person].career = career;
  for (const Attendance& attendance : attendances) door.guests[attendance.person].attends = true;
  add_senders(door, registered.attendees, registered.groups);
  for (CheckIn& check_in : check_ins) door.check_ins.emplace(check_in.id, check_in);
  return door;
}

}  // namespace opora::registration
