// Ends registration for a session at the time it was published with, and says so once.
#include "registration/handlers/handlers.h"
#include "registration/store/seats.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {

Result<void> end_registration(Transaction& tx, const v1::EndRegistration& request) {
  TRY(session, tx.load<Session>({request.session_id()}));
  TRY(seats, seats_of(tx, session.id));
  const Events events = decide_end(session, seats, tx.now());
  if (events.empty()) return {};
  tx.save(fold(std::move(seats), events));
  tx.emit(events);
  return {};
}

}  // namespace opora::registration
