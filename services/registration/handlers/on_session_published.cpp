// A session is open to registration: keeps its facts, and leaves the end of registration to a timer.
#include "registration/handlers/handlers.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {

Result<void> on_session_published(Transaction& tx, const opora::Event<scheduling::v1::SessionPublished>& event) {
  Session session = from_proto(event.body);
  v1::EndRegistration end;
  end.set_session_id(session.id.value);
  // One session has one end, so the session's id is the timer's: hearing the fact again moves the timer.
  tx.set_timer({session.id.value, session.registration_ends_at, v1::EndRegistration::descriptor()->full_name(),
                end.SerializeAsString()});
  tx.save(std::move(session));
  return {};
}

}  // namespace opora::registration
