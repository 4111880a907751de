// Ends registration for a session when its time has come, and says so once. A timer that comes too early, since it was
// set for a time that holds no more or the clock has been put back, comes again.
#include "platform/lane/gather.h"
#include "registration/handlers/handlers.h"
#include "registration/store/seats.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {

Result<void> end_registration(Transaction& tx, const v1::EndRegistration& request) {
  const SessionId id{request.session_id()};
  TRY(found, gather(tx, one<Session>(id), [&](Reader& reader) { return seats_of(reader, id); }));
  auto& [session, seats] = found;
  if (is_open(session, seats, tx.now())) {
    tx.set_timer(end_timer(session.id, end_of_registration(session, seats)));
    return {};
  }
  const Events events = decide_end(session, seats, tx.now());
  if (events.empty()) return {};
  tx.save(fold(std::move(seats), events));
  tx.emit(events);
  return {};
}

}  // namespace opora::registration
