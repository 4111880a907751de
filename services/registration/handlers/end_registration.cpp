// Ends registration for a session when its time has come, and says so once; or opens it again, if it had ended before
// the session was moved to later. A timer that comes too early, since it was
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
  Events events = decide_opening_again(session, seats, tx.now());
  if (events.empty()) events = decide_end(session, seats, tx.now());
  const Seats after = fold(seats, events);
  if (is_open(session, after, tx.now())) tx.set_timer(end_timer(session.id, end_of_registration(session, after)));
  if (events.empty()) return {};
  tx.save(after);
  tx.emit(events);
  return {};
}

}  // namespace opora::registration
