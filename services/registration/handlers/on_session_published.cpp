// A session is open to registration: keeps its facts, and leaves the end of registration to a timer, and to another one
// the scans that were made before it was heard of.
#include "registration/handlers/handlers.h"
#include "registration/store/session.h"
#include "registration/store/unsettled.h"
#include "registration/wire.h"

namespace opora::registration {

Result<void> on_session_published(Transaction& tx, const Received<scheduling::v1::SessionPublished>& event) {
  Session session = from_proto(event.body);
  TRY(waiting, waiting_scans(tx, session.id, 1));
  tx.set_timer(end_timer(session.id, session.registration_ends_at));
  if (!waiting.empty()) tx.set_timer(admit_timer(session.id, tx.now()));
  tx.save(std::move(session));
  return {};
}

}  // namespace opora::registration
