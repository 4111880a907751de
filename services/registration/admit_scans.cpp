#include "registration/admit_scans.h"

#include <chrono>

#include "opora/registration/v1/timers.pb.h"
#include "registration/store/attendance.h"
#include "registration/store/session.h"
#include "registration/store/unsettled.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

// An older build beside this one may be the one that hears of the session, and doesn't know that scans wait.
constexpr std::chrono::hours kLookAgainAfter{24};

void tell(Events& events, const Attendance& attendance, const Flags& flags) {
  events.push_back(AttendanceRecorded{attendance.session, attendance.person, attendance.organisation,
                                      attendance.scanned_at, flags});
}

// The scans of an upload that are set aside, as they are to be kept from now on.
Result<std::vector<Unsettled>> set_aside(Transaction& tx, const std::vector<Scan>& scans,
                                         const std::vector<Admission>& admissions, bool session_is_known) {
  std::vector<RegionId> regions;
  for (const std::string& region : tx.only_in_regions()) regions.push_back({region});
  std::vector<Unsettled> aside;
  for (std::size_t index = 0; index < scans.size(); ++index) {
    const Admission& admission = admissions[index];
    if (!admission.set_aside) continue;
    if (!admission.repeated) {
      aside.push_back(unsettled(admission, scans[index], session_is_known, regions));
      continue;
    }
    TRY(kept, tx.find<Unsettled>(admission.check_in.id));
    if (kept && kept->stands == Stands::waits) aside.push_back(uploaded_again(*std::move(kept), regions));
  }
  return aside;
}

}  // namespace

Result<std::vector<Admission>> admit_scans(Transaction& tx, const SessionId& session, const std::vector<Scan>& scans) {
  TRY(door, door_of(tx, session, scans));
  const bool is_known = door.facts.has_value();
  const auto answered = door.set_aside;
  std::vector<Admission> admissions = admit(std::move(door), scans);
  TRY(aside, set_aside(tx, scans, admissions, is_known));

  Events events;
  for (Admission& admission : admissions) {
    if (admission.attendance) {
      tx.save(*admission.attendance);
      tell(events, *admission.attendance, admission.check_in.flags);
    }
    if (admission.set_aside) continue;
    // Uploaded when its session was not known yet, and again before it was looked at: it is answered as it was first.
    const auto first = answered.find(admission.check_in.id);
    if (first != answered.end() && first->second.session == session &&
        first->second.person == admission.check_in.person)
      admission.check_in.flags = first->second.flags;
    if (!admission.repeated) tx.save(admission.check_in);
  }
  for (Unsettled& scan : aside) tx.save(std::move(scan));
  if (!is_known && !aside.empty()) look_at_waiting(tx, session, tx.now() + kLookAgainAfter);
  tx.emit(events);
  return admissions;
}

Result<void> admit_waiting(Transaction& tx, const SessionId& session, const std::vector<Unsettled>& waiting) {
  TRY(facts, tx.load<Session>(session));
  std::vector<Unsettled> settled = waiting;
  std::vector<Scan> scans;
  std::vector<Flags> answered;
  for (Unsettled& scan : settled) {
    scan.stands = settle(scan, facts);
    if (scan.stands != Stands::counts) continue;
    scans.push_back({scan.sent, scan.check_in.person, scan.check_in.scanned_at});
    answered.push_back(scan.check_in.flags);
  }
  TRY(door, door_of(tx, session, scans));
  std::vector<Admission> admissions = admit(std::move(door), scans);

  Events events;
  for (std::size_t index = 0; index < admissions.size(); ++index) {
    Admission& admission = admissions[index];
    if (admission.repeated) continue;
    if (admission.attendance) {
      tx.save(*admission.attendance);
      tell(events, *admission.attendance, admission.check_in.flags);
    }
    admission.check_in.flags = answered[index];
    tx.save(std::move(admission.check_in));
  }
  for (Unsettled& scan : settled) tx.save(std::move(scan));
  tx.emit(events);
  return {};
}

void look_at_waiting(Transaction& tx, const SessionId& session, Instant due) {
  v1::AdmitWaitingScans request;
  request.set_session_id(session.value);
  tx.set_timer({uuid_derived(Instant{}, "scans that wait for " + session.value), due,
                v1::AdmitWaitingScans::descriptor()->full_name(), request.SerializeAsString()});
}

}  // namespace opora::registration
