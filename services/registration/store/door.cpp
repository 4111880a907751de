// Gathers what is known at a door: every lookup by key, so that a batch's scans cost one trip for each kind of fact.
#include "registration/store/attendance.h"
#include "registration/store/group.h"
#include "registration/store/person.h"
#include "registration/store/roster.h"
#include "registration/store/session.h"
#include "registration/store/unsettled.h"

namespace opora::registration {
namespace {

// The organisations of the confirmed groups that these attendees are in, whose group waits, and whose was cancelled:
// whoever is named in another one is an attendee of that.
void add_groups(Door& door, std::span<const Attendee> attendees, std::span<const Group> groups) {
  std::map<GroupId, const Group*> by_id;
  for (const Group& group : groups) by_id.emplace(group.id, &group);
  for (const Attendee& attendee : attendees) {
    const auto found = by_id.find(attendee.group);
    if (found == by_id.end()) continue;
    const Group& group = *found->second;
    if (group.status == GroupStatus::confirmed) door.guests[attendee.person].sent_by = group.organisation;
    if (group.status == GroupStatus::waiting) door.guests[attendee.person].waits = true;
    if (group.status == GroupStatus::cancelled) door.guests[attendee.person].was_cancelled = true;
  }
}

// Under which other ids scans may be kept, whose own another scan has among those. There are hardly ever any.
std::vector<CheckInId> moved_from(const std::map<CheckInId, CheckIn>& kept, const SessionId& session,
                                  std::span<const Scan> scans) {
  std::vector<CheckInId> ids;
  for (const Scan& scan : scans)
    if (CheckInId id = id_among(kept, session, scan); id != scan.check_in && !kept.contains(id))
      ids.push_back(std::move(id));
  return ids;
}

// Those that are kept under another id, since another scan has their own.
Result<void> add_moved(Reader& reader, Door& door, std::span<const Scan> scans) {
  for (int tried = 1; tried < kIdsOfAScan; ++tried) {
    const std::vector<CheckInId> counting = moved_from(door.check_ins, door.session, scans);
    const std::vector<CheckInId> aside = moved_from(door.set_aside, door.session, scans);
    if (counting.empty() && aside.empty()) return {};
    auto found_counting = reader.load_all<CheckIn>(counting);
    auto found_aside = reader.load_all<Unsettled>(aside);
    TRY(moved, std::move(found_counting));
    TRY(moved_aside, std::move(found_aside));
    for (CheckIn& check_in : moved) door.check_ins.emplace(check_in.id, check_in);
    for (Unsettled& each : moved_aside) door.set_aside.emplace(each.check_in.id, each.check_in);
  }
  return {};
}

}  // namespace

Result<Door> door_of(Reader& reader, const SessionId& session, std::span<const Scan> scans) {
  std::vector<PersonId> people;
  std::vector<CheckInId> ids;
  for (const Scan& scan : scans) {
    ids.push_back(scan.check_in);
    if (!scan.person.empty()) people.push_back(scan.person);
  }
  // Everything is asked for before anything is looked at, so that one prefetch brings it all.
  auto found_facts = reader.find<Session>(session);
  auto found_check_ins = reader.load_all<CheckIn>(ids);
  auto found_unsettled = reader.load_all<Unsettled>(ids);
  auto found_unknown = reader.find<UnknownPeople>(session);
  auto found_people = reader.load_all<Person>(people);
  auto found_careers = reader.load_all<Career>(people);
  auto found_attendances = reader.load_all<Attendance>(at_session(session, people));
  auto found_groups = placements_of(reader, session, people);
  TRY(facts, std::move(found_facts));
  TRY(check_ins, std::move(found_check_ins));
  TRY(unsettled, std::move(found_unsettled));
  TRY(unknown, std::move(found_unknown));
  TRY(known, std::move(found_people));
  TRY(careers, std::move(found_careers));
  TRY(attendances, std::move(found_attendances));
  TRY(registered, std::move(found_groups));

  Door door{session, std::move(facts), {}, {}};
  for (const Person& person : known) door.guests[person.id].known = true;
  for (Career& career : careers) door.guests[career.person].career = career;
  for (const Attendance& attendance : attendances) door.guests[attendance.person].attends = true;
  add_groups(door, registered.attendees, registered.groups);
  for (CheckIn& check_in : check_ins) door.check_ins.emplace(check_in.id, check_in);
  for (Unsettled& each : unsettled) door.set_aside.emplace(each.check_in.id, each.check_in);
  if (unknown) door.unknown_count = unknown->counted;
  TRY_DO(add_moved(reader, door, scans));
  return door;
}

}  // namespace opora::registration
