// What becomes of scans: by the rules of a door, each for itself.
#include "registration/domain/attendance.h"

#include <algorithm>
#include <chrono>
#include <numeric>

#include "platform/testing/failpoint.h"

namespace opora::registration {
namespace {

using std::chrono::hours;

constexpr hours kBeforeStart{3};
constexpr hours kAfterStart{12};

Flags flags_of(const Door& door, const Door::Guest& guest, const Scan& scan) {
  const bool readable = !scan.person.empty();
  Flags flags;
  if (readable && !guest.sent_by) flags.push_back(CheckInFlag::not_registered);
  if (!guest.known) flags.push_back(CheckInFlag::unknown_person);
  if (!door.facts) flags.push_back(CheckInFlag::unknown_session);
  if (guest.attends) flags.push_back(CheckInFlag::already_checked_in);
  if (door.facts && is_outside(*door.facts, scan.scanned_at)) flags.push_back(CheckInFlag::outside_session);
  if (!readable) flags.push_back(CheckInFlag::unreadable_code);
  return flags;
}

// With whom somebody came: their group's organisation, else where they work on the session's day, in its own zone.
OrganisationId organisation_of(const Session& session, const Door::Guest& guest) {
  return guest.sent_by ? *guest.sent_by : guest.career.organisation_on(session.on_date);
}

}  // namespace

bool is_outside(const Session& session, Instant at) {
  return at < session.starts_at - kBeforeStart || session.starts_at + kAfterStart < at;
}

// Not of the scan's time: the same id, person and session are the same scan, whatever its device's clock says.
CheckInId other_id(const SessionId& session, const Scan& scan) {
  const std::string who = scan.person.empty() ? scan.code : scan.person.value;
  return {uuid_derived(Instant{}, scan.check_in.value + ":" + session.value + ":" + who)};
}

bool is_same(const CheckIn& kept, const SessionId& session, const Scan& scan) {
  const bool here = kept.session == session || PLANTED("scan_at_another_session_lost");
  return here && kept.person == scan.person && kept.code == scan.code;
}

Flags told(Flags flags) {
  std::erase(flags, CheckInFlag::unknown_person);
  return flags;
}

bool is_set_aside(const Door& door, const Scan& scan) { return !door.facts || scan.person.empty(); }

Admission decide(const Door& door, const Scan& scan) {
  const bool set_aside = is_set_aside(door, scan);
  const auto& before = set_aside ? door.set_aside : door.check_ins;
  CheckInId id = scan.check_in;
  auto kept = before.find(id);
  if (kept != before.end() && !is_same(kept->second, door.session, scan)) {
    id = other_id(door.session, scan);
    kept = PLANTED("scan_flagged_anew") ? before.end() : before.find(id);
  }
  if (kept != before.end()) return {.check_in = kept->second, .repeated = true, .set_aside = set_aside};

  const auto found = door.guests.find(scan.person);
  const Door::Guest guest = found == door.guests.end() ? Door::Guest{} : found->second;
  Admission admission{.set_aside = set_aside};
  admission.check_in = {id, door.session, scan.person, scan.scanned_at, flags_of(door, guest, scan), scan.code};
  if (!set_aside && (!guest.attends || PLANTED("attendance_counted_twice")))
    admission.attendance = Attendance{door.session, scan.person, organisation_of(*door.facts, guest), scan.scanned_at};
  return admission;
}

Door fold(Door door, const Admission& admission) {
  if (admission.repeated) return door;
  (admission.set_aside ? door.set_aside : door.check_ins).emplace(admission.check_in.id, admission.check_in);
  if (admission.attendance) door.guests[admission.attendance->person].attends = true;
  return door;
}

std::vector<Admission> admit(Door door, const std::vector<Scan>& scans) {
  std::vector<std::size_t> by_time(scans.size());
  std::iota(by_time.begin(), by_time.end(), 0);
  std::ranges::stable_sort(by_time, {}, [&](std::size_t index) { return scans[index].scanned_at; });

  std::vector<Admission> admissions(scans.size());
  for (const std::size_t index : by_time) {
    admissions[index] = decide(door, scans[index]);
    door = fold(std::move(door), admissions[index]);
  }
  return admissions;
}

}  // namespace opora::registration
