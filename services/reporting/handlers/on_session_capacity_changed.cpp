#include "reporting/handlers/handlers.h"
#include "reporting/store/sessions.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_session_capacity_changed(Transaction& tx,
                                         const Received<scheduling::v1::SessionCapacityChanged>& event) {
  TRY(id, session_in(event.body));
  TRY(details, tx.find<SessionDetails>(id));
  tx.save(changed(details.value_or(SessionDetails()), event.body, event.record.time));
  return {};
}

}  // namespace opora::reporting
