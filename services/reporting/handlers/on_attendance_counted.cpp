#include "platform/lane/gather.h"
#include "reporting/domain/attendance.h"
#include "reporting/handlers/handlers.h"
#include "reporting/store/sessions.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_attendance_counted(Transaction& tx, const Received<registration::v1::AttendanceCounted>& event) {
  TRY(update, from_event(event.body));
  update.told_at = event.record.time;
  const Stored<UnnamedCount>::Key which{update.session, update.organisation};
  TRY(found, gather(tx, maybe<Session>(update.session), maybe<UnnamedCount>(which)));
  const auto& [session, known] = found;
  if (!session) tx.save(Session{.id = update.session});  // awaited, as of an attendance
  tx.save(updated(known, update));
  return {};
}

}  // namespace opora::reporting
