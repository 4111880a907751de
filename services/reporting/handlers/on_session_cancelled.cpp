#include "platform/lane/gather.h"
#include "reporting/handlers/handlers.h"
#include "reporting/store/sessions.h"
#include "reporting/wire.h"

namespace opora::reporting {

// Whoever came to it is kept, and counts in no figure.
Result<void> on_session_cancelled(Transaction& tx, const Received<scheduling::v1::SessionCancelled>& event) {
  TRY(id, session_in(event.body));
  TRY(found, gather(tx, maybe<Session>(id), maybe<SessionDetails>(id)));
  const auto& [session, details] = found;
  if (!session || session->round.empty()) return {};  // its publication comes first in its log: there was none
  Session cancelled = *session;
  cancelled.cancelled = true;
  tx.save(std::move(cancelled));
  tx.save(changed(details.value_or(SessionDetails()), event.body, event.record.time));
  return {};
}

}  // namespace opora::reporting
