#include "reporting/handlers/handlers.h"
#include "reporting/store/sessions.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_session_moved(Transaction& tx, const Received<scheduling::v1::SessionMoved>& event) {
  TRY(id, session_in(event.body));
  TRY(session, tx.find<Session>(id));
  if (!session || session->round.empty()) return {};  // its publication comes first in its log: there was none
  tx.save(moved(*std::move(session), event.body));
  return {};
}

}  // namespace opora::reporting
