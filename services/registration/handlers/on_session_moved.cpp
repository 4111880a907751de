// A session is held elsewhere or at another time: registration ends when that says, and whoever may move up does.
#include "platform/lane/gather.h"
#include "registration/domain/follow_session.h"
#include "registration/handlers/handlers.h"
#include "registration/store/seats.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {

Result<void> on_session_moved(Transaction& tx, const Received<scheduling::v1::SessionMoved>& event) {
  Session moved = from_proto(event.body);
  TRY(found, gather(tx, maybe<Session>(moved.id), [&](Reader& reader) { return seats_of(reader, moved.id); }));
  auto& [before, seats] = found;
  Session session = follow(before, std::move(moved));
  Seats following = follow_move(seats, before, session, event.body.version());
  if (is_latest(following, event.body.version())) {
    const Instant end = end_of_registration(session, following);
    tx.set_timer(end_timer(session.id, may_open_again(seats, following) ? tx.now() : end));
    if (may_move_up(following, session)) tx.set_timer(fill_timer(session.id, tx.now()));
  }
  if (following != seats) tx.save(std::move(following));
  tx.save(std::move(session));
  return {};
}

}  // namespace opora::registration
