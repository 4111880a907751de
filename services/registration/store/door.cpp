// Gathers what is known at a door: every lookup by key, so that a batch's scans cost one trip for each kind of fact.
#include "platform/lane/gather.h"
#include "registration/store/attendance.h"
#include "registration/store/attendance_correction.h"
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
    if (group.status == GroupStatus::confirmed) door.arrivals[attendee.person].sent_by = group.organisation;
    if (group.status == GroupStatus::waiting) door.arrivals[attendee.person].waits = true;
    if (group.status == GroupStatus::cancelled) door.arrivals[attendee.person].was_cancelled = true;
  }
}

void add_attendances(Door& door, std::span<const Attendance> attendances) {
  for (const Attendance& attendance : attendances) {
    Door::Arrival& arrival = door.arrivals[attendance.person];
    if (attendance.counts())
      arrival.attends = true;
    else
      arrival.taken_back = attendance;
  }
}

// Under which other ids scans may be kept, whose own another scan has: among those that were kept, or of the same
// upload. There are hardly ever any.
std::vector<CheckInId> moved_from(const std::map<CheckInId, CheckIn>& kept, const SessionId& session,
                                  std::span<const Scan> scans) {
  std::map<CheckInId, int> uses;
  for (const Scan& scan : scans) ++uses[scan.check_in];
  std::vector<CheckInId> ids;
  for (const Scan& scan : scans)
    if (uses[scan.check_in] > 1 || id_among(kept, session, scan) != scan.check_in)
      ids.push_back(other_id(session, scan));
  return ids;
}

// Those that are kept under another id, since another scan has their own.
Result<void> add_moved(Reader& reader, Door& door, std::span<const Scan> scans) {
  const std::vector<CheckInId> counting = moved_from(door.check_ins, door.session, scans);
  const std::vector<CheckInId> aside = moved_from(door.set_aside, door.session, scans);
  if (counting.empty() && aside.empty()) return {};
  TRY(found, gather(reader, all<CheckIn>(counting), all<Unsettled>(aside)));
  auto& [moved, moved_aside] = found;
  for (CheckIn& check_in : moved) door.check_ins.emplace(check_in.id, check_in);
  for (Unsettled& each : moved_aside) door.set_aside.emplace(each.check_in.id, each.check_in);
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
  TRY(found, gather(reader, maybe<Session>(session), all<CheckIn>(ids), all<Unsettled>(ids),
                    maybe<UnknownPeople>(session), maybe<CountsOfSession>(session), all<Person>(people),
                    all<Career>(people), all<Attendance>(at_session(session, people)),
                    [&](Reader& each) { return placements_of(each, session, people); }));
  auto& [facts, check_ins, unsettled, unknown, counted, known, careers, attendances, registered] = found;

  Door door{session, std::move(facts), {}, {}};
  for (const Person& person : known) door.arrivals[person.id].known = true;
  for (Career& career : careers) door.arrivals[career.person].career = career;
  add_attendances(door, attendances);
  add_groups(door, registered.attendees, registered.groups);
  for (CheckIn& check_in : check_ins) door.check_ins.emplace(check_in.id, check_in);
  for (Unsettled& each : unsettled) door.set_aside.emplace(each.check_in.id, each.check_in);
  if (unknown) door.unknown_count = unknown->counted;
  if (counted)
    for (const UnnamedCount& count : counted->counts)
      if (count.person_count > 0) door.counted_unnamed.insert(count.organisation);
  TRY_DO(add_moved(reader, door, scans));
  return door;
}

}  // namespace opora::registration
