#include "platform/lane/gather.h"
#include "reporting/handlers/handlers.h"
#include "reporting/store/sessions.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_session_moved(Transaction& tx, const Received<scheduling::v1::SessionMoved>& event) {
  TRY(id, session_in(event.body));
  TRY(found, gather(tx, maybe<Session>(id), maybe<SessionDetails>(id)));
  const auto& [session, details] = found;
  if (!session || session->round.empty()) return {};  // its publication comes first in its log: there was none
  tx.save(moved(*session, event.body));
  tx.save(move_of(event.body, event.record.time));
  tx.save(changed(details.value_or(SessionDetails()), event.body, event.record.time));
  return {};
}

}  // namespace opora::reporting
