// A session is open to registration: keeps its facts, and leaves the end of registration to a timer.
#include "registration/handlers/handlers.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {

Result<void> on_session_published(Transaction& tx, const opora::Event<scheduling::v1::SessionPublished>& event) {
  Session session = from_proto(event.body);
  tx.set_timer(end_timer(session.id, session.registration_ends_at));
  tx.save(std::move(session));
  return {};
}

}  // namespace opora::registration
