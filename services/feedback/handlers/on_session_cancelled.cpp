#include "feedback/handlers/handlers.h"
#include "feedback/store/facts.h"
#include "feedback/wire.h"

namespace opora::feedback {

Result<void> on_session_cancelled(Transaction& tx, const Received<scheduling::v1::SessionCancelled>& event) {
  TRY(id, session_in(event.body));
  TRY(known, tx.find<Session>(id));
  Session session = known ? *std::move(known) : Session{id};
  if (session.cancelled_position == 0) session.cancelled_position = event.record.position;
  tx.save(std::move(session));
  return {};
}

}  // namespace opora::feedback
