#include "feedback/handlers/handlers.h"
#include "feedback/handlers/told.h"
#include "feedback/store/facts.h"
#include "feedback/wire.h"

namespace opora::feedback {

Result<void> on_attendance_counted(Transaction& tx, const Received<registration::v1::AttendanceCounted>& event) {
  TRY(count, from_event(event.body, event.record.position));
  return keep_told(tx, std::vector{count});
}

}  // namespace opora::feedback
