// Gives free seats to the waitlist, if the session has not begun: a clock that nothing had confirmed may have said that
// it had, when they became free; or more groups move up than go into one commit.
#include "registration/handlers/handlers.h"
#include "registration/store/group.h"
#include "registration/store/seats.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {

Result<void> fill_seats(Transaction& tx, const v1::FillSeats& request) {
  TRY(session, tx.load<Session>({request.session_id()}));
  TRY(seats, seats_of(tx, session.id));
  const int free_count = seats_to_fill(session, seats, tx.now());
  if (free_count == 0) return {};
  TRY(front, front_of_waitlist(tx, seats, GroupId{}, free_count));
  const Events events = decide_filling(session, seats, front, tx.now());
  if (events.empty()) return {};
  tx.emit(events);
  if (events.size() == kPromotedAtOnce) tx.set_timer(fill_timer(front.back().id, session.id, tx.now()));
  save_changed(tx, front, events);
  tx.save(fold(std::move(seats), events));
  return {};
}

}  // namespace opora::registration
