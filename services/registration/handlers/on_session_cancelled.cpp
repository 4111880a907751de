// A session is not held: registration has ended, and those who wait are told so, by timers, however many they are. Who
// registered stays in the record.
#include "platform/lane/gather.h"
#include "registration/handlers/handlers.h"
#include "registration/store/seats.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {

Result<void> on_session_cancelled(Transaction& tx, const Received<scheduling::v1::SessionCancelled>& event) {
  const SessionId id{event.body.session_id()};
  TRY(found, gather(tx, maybe<Session>(id), [&](Reader& reader) { return seats_of(reader, id); }));
  auto& [session, seats] = found;
  if (!session) return {};  // nobody can have registered for it
  session->cancelled = true;
  tx.set_timer(end_timer(id, tx.now()));
  if (seats.waiting_count > 0) tx.set_timer(waitlist_timer(id, tx.now()));
  tx.save(*std::move(session));
  return {};
}

}  // namespace opora::registration
