// Cancels a group, and confirms those of the waitlist who now fit, in the same commit; of very many the first ones, and
// a timer goes on.
#include "registration/domain/cancel_group.h"

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
  CancelGroupFacts facts{std::move(session), std::move(seats)};
  // Only the front of the waitlist is read, and only if a seat is there for it.
  if (const int free_count = seats_to_fill(facts.session, facts.seats, group, tx.now()); free_count > 0) {
    TRY(front, front_of_waitlist(tx, facts.seats, group.id, free_count));
    facts.front = std::move(front);
  }
  const auto [events, promoted_count, rest, owed_count] = decide(facts, group, tx.now(), tx.confirmed_now());

  tx.emit(events);
  // That groups move up is decided by this hour, for all of them, however many; and whatever the clocks say by then.
  if (rest == Rest::moves_up)
    tx.set_timer(fill_timer(facts.session.id, tx.confirmed_now(), OwedSeats{owed_count, tx.now()}));
  // A timer knows, by an hour that is confirmed.
  if (rest == Rest::may_move_up) tx.set_timer(fill_timer(facts.session.id, tx.once_confirmed()));
  tx.save(fold(std::move(group), events));
  save_changed(tx, facts.front, events);
  tx.save(fold(std::move(facts.seats), events));

  v1::CancelGroupResponse response;
  response.set_promoted_count(promoted_count);
  return response;
}

}  // namespace opora::registration
