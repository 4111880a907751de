#include "feedback/handlers/handlers.h"
#include "feedback/handlers/told.h"
#include "feedback/store/facts.h"
#include "feedback/wire.h"

namespace opora::feedback {

Result<void> on_attendance_taken_back(Transaction& tx, const Received<registration::v1::AttendanceTakenBack>& event) {
  TRY(attendance, from_event(event.body, event.record.position));
  return keep_told(tx, std::vector{attendance});
}

}  // namespace opora::feedback
