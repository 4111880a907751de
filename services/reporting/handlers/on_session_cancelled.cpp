#include "reporting/handlers/handlers.h"
#include "reporting/store/sessions.h"
#include "reporting/wire.h"

namespace opora::reporting {

// Whoever came to it is kept, and counts in no figure.
Result<void> on_session_cancelled(Transaction& tx, const Received<scheduling::v1::SessionCancelled>& event) {
  TRY(id, session_in(event.body));
  TRY(session, tx.find<Session>(id));
  if (!session || session->round.empty()) return {};  // its publication comes first in its log: there was none
  session->cancelled = true;
  tx.save(*std::move(session));
  return {};
}

}  // namespace opora::reporting
