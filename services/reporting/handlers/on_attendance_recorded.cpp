#include "reporting/handlers/handlers.h"
#include "reporting/store/sessions.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_attendance_recorded(Transaction& tx, const Received<registration::v1::AttendanceRecorded>& event) {
  TRY(attendance, from_event(event.body));
  TRY(session, tx.find<Session>(attendance.session));
  // Its publication may still be on its way. Until then the session is awaited, so that what waits for it can be
  // counted.
  if (!session) tx.save(Session{.id = attendance.session});
  tx.save(std::move(attendance));
  return {};
}

}  // namespace opora::reporting
