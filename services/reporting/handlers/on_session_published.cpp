#include "reporting/handlers/handlers.h"
#include "reporting/store/names.h"
#include "reporting/store/sessions.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_session_published(Transaction& tx, const Received<scheduling::v1::SessionPublished>& event) {
  TRY(session, from_event(event.body));
  tx.save(std::move(session));
  tx.save(session_name(event.body));
  return {};
}

}  // namespace opora::reporting
