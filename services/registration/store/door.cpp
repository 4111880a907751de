// Gathers what is known at a door: every lookup by key, so that a batch's scans cost one trip for each kind of fact.
#include "platform/lane/gather.h"
#include "registration/store/attendance.h"
#include "registration/store/attendance_correction.h"
#include "registration/store/group.h"
#include "registration/store/person.h"
#include "registration/store/roster.h"
#include "registration/store/same_people.h"
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
struct Moved {
  std::vector<CheckIn> counting;
  std::vector<Unsettled> aside;
};

Result<Moved> moved_of(Reader& reader, const Door& door, std::span<const Scan> scans) {
  const std::vector<CheckInId> counting = moved_from(door.check_ins, door.session, scans);
  const std::vector<CheckInId> aside = moved_from(door.set_aside, door.session, scans);
  if (counting.empty() && aside.empty()) return Moved{};
  TRY(found, gather(reader, all<CheckIn>(counting), all<Unsettled>(aside)));
  auto& [moved, moved_aside] = found;
  return Moved{std::move(moved), std::move(moved_aside)};
}

// Of somebody's groups here, under other ids of theirs: the first organisation by its id, where several have sent them.
void add_group(Door::Arrival& arrival, const Group& group) {
  const bool is_first = !arrival.sent_as_another || group.organisation < *arrival.sent_as_another;
  if (group.status == GroupStatus::confirmed && is_first) arrival.sent_as_another = group.organisation;
  if (group.status == GroupStatus::waiting) arrival.waits = true;
  if (group.status == GroupStatus::cancelled) arrival.was_cancelled = true;
}

void add_attendance(Door::Arrival& arrival, const Attendance& attendance) {
  if (attendance.counts()) arrival.attends_as_another = true;
  const auto& last = arrival.taken_back_as_another;
  if (attendance.taken_back_at && (!last || *last < *attendance.taken_back_at))
    arrival.taken_back_as_another = attendance.taken_back_at;
}

// What is known of somebody under their other ids is known of each of those that were scanned. With whom they came is
// each id's own.
Result<void> add_other_ids(Reader& reader, Door& door, std::span<const PersonId> people) {
  const std::vector<PersonId> ids = door.same.ids_of(people);
  if (ids.empty()) return {};
  const SessionId& session = door.session;
  TRY(found, gather(reader, all<Attendance>(at_session(session, ids)),
                    [&](Reader& each) { return placements_of(each, session, ids); }));
  const auto& [attendances, placed] = found;
  std::map<GroupId, const Group*> groups;
  for (const Group& group : placed.groups) groups.emplace(group.id, &group);
  for (const PersonId& person : people) {
    if (!door.same.has_several(person)) continue;
    Door::Arrival& arrival = door.arrivals[person];
    for (const Attendance& attendance : attendances)
      if (attendance.person != person && door.same.are_one(attendance.person, person))
        add_attendance(arrival, attendance);
    for (const Attendee& attendee : placed.attendees)
      if (const auto group = groups.find(attendee.group);
          group != groups.end() && attendee.person != person && door.same.are_one(attendee.person, person))
        add_group(arrival, *group->second);
    if (arrival.expected_from() || arrival.waits) arrival.was_cancelled = false;
    if (arrival.has_come()) arrival.taken_back_as_another.reset();
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
  const std::vector<Person>& those_known = known;
  TRY(more, gather(reader, [&](Reader& each) { return moved_of(each, door, scans); },
                   [&](Reader& each) { return same_people(each, those_known); }));
  auto& [moved, same] = more;
  for (CheckIn& check_in : moved.counting) door.check_ins.emplace(check_in.id, check_in);
  for (Unsettled& each : moved.aside) door.set_aside.emplace(each.check_in.id, each.check_in);
  door.same = std::move(same);
  TRY_DO(add_other_ids(reader, door, people));
  return door;
}

}  // namespace opora::registration
