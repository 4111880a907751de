#include "reporting/domain/attendance.h"
#include "reporting/handlers/handlers.h"
#include "reporting/store/sessions.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_attendance_taken_back(Transaction& tx, const Received<registration::v1::AttendanceTakenBack>& event) {
  TRY(update, from_event(event.body));
  update.told_at = event.record.time;
  TRY(known, tx.find<Attendance>({update.session, update.person}));
  tx.save(updated(known, update));
  return {};
}

}  // namespace opora::reporting
