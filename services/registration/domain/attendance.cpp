#include "registration/domain/attendance.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <numeric>

#include "platform/testing/failpoint.h"

namespace opora::registration {
namespace {

using std::chrono::hours;

// Doors open early and people stay late; a scan beyond that comes from a wrong clock or the wrong session.
constexpr hours kBeforeStart{3};
constexpr hours kAfterStart{12};

bool outside(const Session& session, Instant at) {
  return at < session.starts_at - kBeforeStart || session.starts_at + kAfterStart < at;
}

std::string utc_date(Instant at) {
  const auto days = std::chrono::floor<std::chrono::days>(std::chrono::microseconds(at.us));
  const std::chrono::year_month_day date{std::chrono::sys_days{days}};
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()));
  return text;
}

Flags flags_of(const Door& door, const Door::Guest& guest, const Scan& scan) {
  Flags flags;
  if (!guest.sent_by) flags.push_back(CheckInFlag::not_registered);
  if (!guest.known) flags.push_back(CheckInFlag::unknown_person);
  if (!door.facts) flags.push_back(CheckInFlag::unknown_session);
  if (guest.attends) flags.push_back(CheckInFlag::already_checked_in);
  if (door.facts && outside(*door.facts, scan.scanned_at)) flags.push_back(CheckInFlag::outside_session);
  return flags;
}

// With whom somebody came: their group's organisation, else where they work on that day. While the session isn't
// known, the day of the scan stands for its day.
OrganisationId organisation_of(const Door& door, const Door::Guest& guest, const Scan& scan) {
  if (guest.sent_by) return *guest.sent_by;
  return guest.career.organisation_on(door.facts ? door.facts->on_date : utc_date(scan.scanned_at));
}

}  // namespace

Admission decide(const Door& door, const Scan& scan) {
  const auto kept = door.check_ins.find(scan.check_in);
  const bool is_taken = kept != door.check_ins.end();
  if (is_taken && kept->second.session == door.session && kept->second.person == scan.person)
    return {kept->second, true, {}};
  const auto found = door.guests.find(scan.person);
  const Door::Guest guest = found == door.guests.end() ? Door::Guest{} : found->second;

  Admission admission;
  // Two devices made the same id for two people: neither scan may be lost, so the second is kept under another id.
  const std::string other = scan.check_in.value + ":" + door.session.value + ":" + scan.person.value;
  const CheckInId id = is_taken ? CheckInId{uuid_derived(scan.scanned_at, other)} : scan.check_in;
  admission.check_in = {id, door.session, scan.person, scan.scanned_at, flags_of(door, guest, scan)};
  if (!guest.attends || PLANTED("attendance_counted_twice"))
    admission.attendance = Attendance{door.session, scan.person, organisation_of(door, guest, scan), scan.scanned_at};
  return admission;
}

Door fold(Door door, const Admission& admission) {
  if (admission.repeated) return door;
  door.check_ins.emplace(admission.check_in.id, admission.check_in);
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
