// A session is for more people, or for fewer: more seats go to the waitlist at once, by a timer; with fewer than are
// taken, nobody loses theirs.
#include "platform/lane/gather.h"
#include "registration/domain/follow_session.h"
#include "registration/handlers/handlers.h"
#include "registration/store/seats.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {

Result<void> on_session_capacity_changed(Transaction& tx,
                                         const Received<scheduling::v1::SessionCapacityChanged>& event) {
  const SessionId id{event.body.session_id()};
  TRY(found, gather(tx, maybe<Session>(id), [&](Reader& reader) { return seats_of(reader, id); }));
  auto& [before, seats] = found;
  if (!before) return {};  // nobody can have registered for it
  Session session = *before;
  session.capacity = event.body.capacity();
  session = follow(before, std::move(session));
  const int version = event.body.version();
  Seats following = follow_capacity(seats, session, version);
  if (is_latest(following, version) && may_move_up(following, session))
    tx.set_timer(fill_timer(session.id, tx.now()));
  if (following != seats) tx.save(std::move(following));
  tx.save(std::move(session));
  return {};
}

}  // namespace opora::registration
