#include "registration/admit_scans.h"

#include "registration/store/attendance.h"
#include "registration/wire.h"

namespace opora::registration {

Result<std::vector<Admission>> admit_scans(Transaction& tx, const SessionId& session, const std::vector<Scan>& scans) {
  TRY(door, door_of(tx, session, scans));
  std::vector<Admission> admissions = admit(std::move(door), scans);
  Events events;
  for (const Admission& admission : admissions) {
    if (!admission.repeated) tx.save(admission.check_in);
    if (!admission.attendance) continue;
    const Attendance& attendance = *admission.attendance;
    tx.save(attendance);
    events.push_back(AttendanceRecorded{attendance.session, attendance.person, attendance.organisation,
                                        attendance.scanned_at, admission.check_in.flags});
  }
  tx.emit(events);
  return admissions;
}

}  // namespace opora::registration
