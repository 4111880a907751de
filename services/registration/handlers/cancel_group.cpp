// Cancels a group, and confirms those of the waitlist who now fit, in the same commit; of very many the first ones, and
// a timer goes on.
#include "platform/lane/gather.h"
#include "registration/handlers/handlers.h"
#include "registration/store/group.h"
#include "registration/store/seats.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::CancelGroupResponse> cancel_group(Transaction& tx, const v1::CancelGroupRequest& request) {
  TRY(group, tx.load<Group>({request.group_id()}));
  if (group.status == GroupStatus::cancelled) return v1::CancelGroupResponse();
  TRY(found, gather(tx, one<Session>(group.session), [&](Reader& reader) { return seats_of(reader, group.session); }));
  auto& [session, seats] = found;

  // Only the front of the waitlist is read, and only if a seat is there for it.
  std::vector<Group> front;
  if (const int free_count = seats_to_fill(session, seats, group, tx.now()); free_count > 0) {
    TRY(waiting, front_of_waitlist(tx, seats, group.id, free_count));
    front = std::move(waiting);
  }
  const Events events = decide_cancellation(session, seats, group, front, tx.now());
  const int promoted_count = static_cast<int>(events.size()) - 1;

  tx.emit(events);
  // That groups move up is decided by this hour, for all of them, however many; and whatever the clocks say by then.
  if (promoted_count == kPromotedAtOnce)
    tx.set_timer(fill_timer(group.id, session.id, tx.confirmed_now(), tx.now()));
  // It may not be too late for them: a timer knows, by an hour that is confirmed.
  if (seats.waiting_count > 0 && is_start_in_doubt(session, tx.now(), tx.confirmed_now()))
    tx.set_timer(fill_timer(group.id, session.id, tx.once_confirmed()));
  tx.save(fold(std::move(group), events));
  save_changed(tx, front, events);
  tx.save(fold(std::move(seats), events));

  v1::CancelGroupResponse response;
  response.set_promoted_count(promoted_count);
  return response;
}

}  // namespace opora::registration
