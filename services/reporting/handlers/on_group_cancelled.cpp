#include "reporting/handlers/handlers.h"
#include "reporting/store/sessions.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_group_cancelled(Transaction& tx, const Received<registration::v1::GroupCancelled>& event) {
  TRY(update, from_event(event.body));
  update.told_at = event.record.time;
  TRY(known, tx.find<GroupSeats>(update.id));
  tx.save(updated(known, update));
  return {};
}

}  // namespace opora::reporting
