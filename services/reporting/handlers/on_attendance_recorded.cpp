#include "platform/lane/gather.h"
#include "reporting/domain/attendance.h"
#include "reporting/handlers/handlers.h"
#include "reporting/store/sessions.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_attendance_recorded(Transaction& tx, const Received<registration::v1::AttendanceRecorded>& event) {
  TRY(update, from_event(event.body));
  update.told_at = event.record.time;
  const Stored<Attendance>::Key where{update.session, update.person};
  TRY(found, gather(tx, maybe<Session>(update.session), maybe<Attendance>(where)));
  const auto& [session, known] = found;
  // Its publication may still be on its way. Until then the session is awaited, so that what waits for it can be
  // counted.
  if (!session) tx.save(Session{.id = update.session});
  tx.save(updated(known, update));
  return {};
}

}  // namespace opora::reporting
