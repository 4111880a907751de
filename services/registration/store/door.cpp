// Gathers what is known at a door: every lookup by key, so that a batch's scans cost one trip for each kind of fact.
#include "registration/store/attendance.h"
#include "registration/store/group.h"
#include "registration/store/person.h"
#include "registration/store/roster.h"
#include "registration/store/session.h"
#include "registration/store/unsettled.h"

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

// Those that are kept under another id, since a scan of somebody else has their own. There are hardly ever any.
Result<void> add_moved(Reader& reader, Door& door, std::span<const Scan> scans) {
  std::vector<CheckInId> ids;
  for (const Scan& scan : scans)
    if (const auto kept = door.check_ins.find(scan.check_in);
        kept != door.check_ins.end() && !is_same(kept->second, door.session, scan))
      ids.push_back(other_id(door.session, scan));
  if (ids.empty()) return {};
  TRY(moved, reader.load_all<CheckIn>(ids));
  for (CheckIn& check_in : moved) door.check_ins.emplace(check_in.id, check_in);
  return {};
}

// Those of the scans that were set aside before, under their own id or, where they may be again, under another.
Result<void> add_unsettled(Reader& reader, Door& door, std::span<const Scan> scans) {
  std::vector<CheckInId> ids;
  for (const Scan& scan : scans) {
    ids.push_back(scan.check_in);
    if (is_set_aside(door, scan)) ids.push_back(other_id(door.session, scan));
  }
  if (ids.empty()) return {};
  TRY(unsettled, reader.load_all<Unsettled>(ids));
  for (Unsettled& each : unsettled) door.set_aside.emplace(each.check_in.id, each.check_in);
  return {};
}

}  // namespace

Result<Door> door_of(Reader& reader, const SessionId& session, std::span<const Scan> scans) {
  std::vector<PersonId> people;
  std::vector<CheckInId> ids;
  for (const Scan& scan : scans) {
    if (scan.person.empty()) continue;
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
  TRY_DO(add_moved(reader, door, scans));
  TRY_DO(add_unsettled(reader, door, scans));
  return door;
}

}  // namespace opora::registration
