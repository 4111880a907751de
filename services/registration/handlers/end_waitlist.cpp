// Ends the waiting of those who wait for a session that was cancelled: a portion at a time, the first to come first.
#include "platform/lane/gather.h"
#include "registration/domain/follow_session.h"
#include "registration/handlers/handlers.h"
#include "registration/store/group.h"
#include "registration/store/seats.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {

Result<void> end_waitlist(Transaction& tx, const v1::EndWaitlist& request) {
  const SessionId id{request.session_id()};
  TRY(found, gather(tx, one<Session>(id), [&](Reader& reader) { return seats_of(reader, id); }));
  auto& [session, seats] = found;
  if (!session.cancelled || seats.waiting_count == 0) return {};
  TRY(front, front_of_waitlist(tx, seats, Group{}, seats.waiting_head_count));
  const Events events = decide_ending(front);
  tx.emit(events);
  seats = fold(std::move(seats), events);
  if (seats.waiting_count > 0) tx.set_timer(waitlist_timer(id, tx.confirmed_now()));
  save_changed(tx, front, events);
  tx.save(std::move(seats));
  return {};
}

}  // namespace opora::registration
