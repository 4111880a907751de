// Gives free seats to the waitlist, if the session has not begun: a clock that nothing had confirmed may have said that
// it had, when they became free. Or goes on where more groups move up than go into one commit: that they do was decided
// when the seats became free, so whether the session has begun since is no matter; but those seats alone are filled.
#include <algorithm>

#include "platform/lane/gather.h"
#include "registration/handlers/handlers.h"
#include "registration/store/group.h"
#include "registration/store/seats.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {

Result<void> fill_seats(Transaction& tx, const v1::FillSeats& request) {
  const SessionId id{request.session_id()};
  TRY(found, gather(tx, one<Session>(id), [&](Reader& reader) { return seats_of(reader, id); }));
  auto& [session, seats] = found;
  const Instant at = request.decided_at_us() > 0 ? Instant{request.decided_at_us()} : tx.now();
  // An older build has left it to run at any hour.
  if (is_start_in_doubt(session, at, tx.confirmed_now())) {
    tx.set_timer(fill_timer(session.id, tx.once_confirmed()));
    return {};
  }
  int free_count = seats_to_fill(session, seats, at);
  if (request.seat_count() > 0) free_count = std::min(free_count, request.seat_count());
  if (free_count == 0) return {};
  TRY(front, front_of_waitlist(tx, seats, Group{}, free_count));
  const Events events = decide_filling(free_count, front);
  if (events.empty()) return {};
  tx.emit(events);
  const int owed_count = seats_owed(free_count, events);
  if (owed_count > 0) tx.set_timer(fill_timer(session.id, tx.confirmed_now(), OwedSeats{owed_count, at}));
  save_changed(tx, front, events);
  tx.save(fold(std::move(seats), events));
  return {};
}

}  // namespace opora::registration
