// What becomes of scans: by the rules of a door, each for itself.
#include "registration/domain/attendance.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace opora::registration {
namespace {

// Whether whoever took the person's attendance back, under another id of theirs, has spoken of this scan too.
bool is_spoken_of_otherwise(const Door::Arrival& arrival, const Scan& scan) {
  return arrival.taken_back_as_another && scan.scanned_at <= *arrival.taken_back_as_another;
}

void add(Flags& flags, CheckInFlag flag) {
  if (std::ranges::find(flags, flag) == flags.end()) flags.push_back(flag);
}

Flags flags_of(const Door& door, const Door::Arrival& arrival, const Scan& scan) {
  const bool readable = !scan.person.empty();
  const bool is_here = door.facts && readable;
  const bool is_full = door.facts && door.unknown_count >= unknown_people_max(*door.facts);
  const std::optional<OrganisationId> sent_by = arrival.expected_from();
  const bool is_expected = sent_by || arrival.waits || arrival.attends_as_another;
  Flags flags;
  if (readable && !sent_by) flags.push_back(CheckInFlag::not_registered);
  if (!arrival.known) flags.push_back(CheckInFlag::unknown_person);
  if (!door.facts) flags.push_back(CheckInFlag::unknown_session);
  if (arrival.has_come()) flags.push_back(CheckInFlag::already_checked_in);
  if (door.facts && is_outside(*door.facts, scan)) flags.push_back(CheckInFlag::outside_session);
  if (!readable) flags.push_back(CheckInFlag::unreadable_code);
  if (is_here && arrival.was_cancelled) flags.push_back(CheckInFlag::group_cancelled);
  if (is_here && is_full && !is_expected && !arrival.attends) flags.push_back(CheckInFlag::too_many_unknown);
  if (arrival.taken_back && scan.scanned_at <= arrival.taken_back->taken_back_at)
    flags.push_back(CheckInFlag::taken_back);
  if (is_spoken_of_otherwise(arrival, scan)) add(flags, CheckInFlag::taken_back);
  // Of those alone who are expected: else the door would tell who is known, and where they work.
  if (!arrival.attends && sent_by && door.counted_unnamed.contains(*sent_by))
    flags.push_back(CheckInFlag::counted_unnamed);
  if (door.facts && door.facts->cancelled) flags.push_back(CheckInFlag::session_cancelled);
  return flags;
}

// Whether somebody has to look at a scan before it counts.
bool is_doubtful(const Flags& flags) {
  return std::ranges::find_first_of(flags, kDoubtful) != flags.end();
}

// With whom somebody came under this id: its group's organisation, else where it works on the session's day, in its own
// zone.
OrganisationId organisation_of(const Session& session, const Door::Arrival& arrival) {
  return arrival.sent_by ? *arrival.sent_by : arrival.career.organisation_on(session.on_date);
}

// Whether what is kept is this scan, made at this session.
bool is_same(const CheckIn& kept, const SessionId& session, const Scan& scan) {
  return kept.session == session && kept.person == scan.person && kept.code == scan.code;
}

// Whether nothing is kept under the id, or this scan is.
bool is_left_for(const CheckInId& id, const std::map<CheckInId, CheckIn>& kept, const SessionId& session,
                 const Scan& scan) {
  const auto found = kept.find(id);
  return found == kept.end() || is_same(found->second, session, scan);
}

// Among those that were kept, this scan: under its own id, or under another where that was taken. Nobody else's.
const CheckIn* kept_among(const std::map<CheckInId, CheckIn>& kept, const SessionId& session, const Scan& scan) {
  const auto id = id_among(kept, session, scan);
  const auto found = id ? kept.find(*id) : kept.end();
  return found == kept.end() ? nullptr : &found->second;
}

RecordedScan kept_newly(const Door& door, const Door::Arrival& arrival, const Scan& scan, Flags flags, bool set_aside,
                     const NewId& new_id) {
  const auto& taken = set_aside ? door.set_aside : door.check_ins;
  const auto id = id_among(taken, door.session, scan);
  RecordedScan recorded{.set_aside = set_aside};
  recorded.check_in = {id ? *id : new_id(), door.session, scan.person, scan.scanned_at, std::move(flags), scan.code};
  if (!set_aside && !arrival.attends)
    recorded.attendance = arriving(*door.facts, scan.person, arrival, scan.scanned_at);
  return recorded;
}

// Whoever has come under one id has come under their others.
void tell_others(Door& door, const PersonId& came) {
  for (auto& [person, arrival] : door.arrivals) {
    if (person == came || !door.same.are_one(person, came)) continue;
    arrival.attends_as_another = true;
    arrival.taken_back_as_another.reset();
  }
}

}  // namespace

int unknown_people_max(const Session& session) { return std::max(session.capacity, kUnknownPeopleMax); }

bool is_outside(const Session& session, const Scan& scan) {
  const Instant at = scan.scanned_at;
  const bool is_too_soon = scan.uploaded_at && *scan.uploaded_at < session.doors_open_at();
  return is_too_soon || at < session.doors_open_at() || session.over_at() < at;
}

// Not of the scan's time: the same id, person and session are the same scan, whatever its device's clock says.
CheckInId other_id(const SessionId& session, const Scan& scan) {
  const std::string who = scan.person.empty() ? scan.code : scan.person.value;
  return {uuid_derived(Instant{}, scan.check_in.value + ":" + session.value + ":" + who)};
}

std::optional<CheckInId> id_among(const std::map<CheckInId, CheckIn>& kept, const SessionId& session,
                                  const Scan& scan) {
  if (is_left_for(scan.check_in, kept, session, scan)) return scan.check_in;
  CheckInId other = other_id(session, scan);
  if (is_left_for(other, kept, session, scan)) return other;
  return std::nullopt;
}

Flags told(Flags flags) {
  std::erase(flags, CheckInFlag::unknown_person);
  return flags;
}

Attendance arriving(const Session& session, const PersonId& person, const Door::Arrival& arrival, Instant scanned_at) {
  return {session.id, person, organisation_of(session, arrival), scanned_at, /*was_unknown=*/!arrival.known,
          arrival.taken_back ? arrival.taken_back->change + 1 : 0};
}

Door::Arrival arrival_at(const Door& door, const PersonId& person) {
  const auto found = door.arrivals.find(person);
  return found == door.arrivals.end() ? Door::Arrival{} : found->second;
}

Flags flags_at(const Door& door, const Scan& scan) { return flags_of(door, arrival_at(door, scan.person), scan); }

RecordedScan decide(const Door& door, const Scan& scan, const NewId& new_id) {
  // One that was set aside is answered as it was then, whatever became of it.
  if (const CheckIn* kept = kept_among(door.set_aside, door.session, scan))
    return {.check_in = *kept, .repeated = true, .set_aside = true};
  if (const CheckIn* kept = kept_among(door.check_ins, door.session, scan))
    return {.check_in = *kept, .repeated = true};

  const Door::Arrival arrival = arrival_at(door, scan.person);
  Flags flags = flags_of(door, arrival, scan);
  const bool waits = !door.facts || scan.person.empty();
  const bool set_aside = waits || (!arrival.attends && is_doubtful(flags));
  return kept_newly(door, arrival, scan, std::move(flags), set_aside, new_id);
}

RecordedScan confirm(const Door& door, const Scan& scan, const NewId& new_id) {
  if (const CheckIn* kept = kept_among(door.check_ins, door.session, scan))
    return {.check_in = *kept, .repeated = true};
  const Door::Arrival arrival = arrival_at(door, scan.person);
  RecordedScan recorded = kept_newly(door, arrival, scan, flags_of(door, arrival, scan), /*set_aside=*/false, new_id);
  if (recorded.attendance) recorded.attendance->was_unknown = false;
  return recorded;
}

Door fold(Door door, const RecordedScan& recorded) {
  if (recorded.repeated) return door;
  (recorded.set_aside ? door.set_aside : door.check_ins).emplace(recorded.check_in.id, recorded.check_in);
  if (!recorded.attendance) return door;
  Door::Arrival& arrival = door.arrivals[recorded.attendance->person];
  arrival.attends = true;
  arrival.taken_back.reset();
  const PersonId came = recorded.attendance->person;
  if (door.same.has_several(came)) tell_others(door, came);
  if (recorded.attendance->was_unknown) ++door.unknown_count;
  return door;
}

std::vector<RecordedScan> record(Door door, const std::vector<Scan>& scans, const NewId& new_id) {
  std::vector<std::size_t> by_time(scans.size());
  std::iota(by_time.begin(), by_time.end(), 0);
  std::ranges::stable_sort(by_time, {}, [&](std::size_t index) { return scans[index].scanned_at; });

  std::vector<RecordedScan> all_recorded(scans.size());
  for (const std::size_t index : by_time) {
    all_recorded[index] = decide(door, scans[index], new_id);
    door = fold(std::move(door), all_recorded[index]);
  }
  return all_recorded;
}

}  // namespace opora::registration
