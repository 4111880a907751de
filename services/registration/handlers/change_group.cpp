#include "registration/handlers/change_group.h"

#include <algorithm>

#include "opora/network/v1/roles.pb.h"
#include "registration/domain/freed_seats.h"
#include "registration/store/group.h"
#include "registration/store/group_change.h"
#include "registration/store/seats.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

Result<FreedSeats> freed_by(Transaction& tx, const Session& session, const Seats& seats, const Group& changed,
                            Events change, std::vector<Group>& front) {
  // Only the front of the waitlist is read, and only if a seat is there for it.
  if (const int free_count = seats_to_fill(session, seats, change, tx.now()); free_count > 0) {
    TRY(found, front_of_waitlist(tx, seats, changed, free_count));
    front = std::move(found);
  }
  return decide_freed({session, seats, front}, std::move(change), tx.now(), tx.confirmed_now());
}

void set_timers(Transaction& tx, const SessionId& session, const FreedSeats& freed) {
  // That groups move up is decided by this hour, for all of them, however many; and whatever the clocks say by then.
  if (freed.rest == Rest::moves_up)
    tx.set_timer(fill_timer(session, tx.confirmed_now(), OwedSeats{freed.owed_count, tx.now()}));
  // A timer knows, by an hour that is confirmed.
  if (freed.rest == Rest::may_move_up) tx.set_timer(fill_timer(session, tx.once_confirmed()));
}

// More people who wait are a group of their own.
void save_part(Transaction& tx, const Events& events) {
  const auto* waits = std::get_if<GroupWaitlisted>(&events.front());
  if (waits == nullptr) return;
  tx.save(fold(Group{waits->group, waits->session, waits->organisation, waits->head_count}, events));
}

}  // namespace

ChangedBy side_of(const Transaction& tx) {
  switch (tx.role()) {
    case network::v1::ROLE_ADMINISTRATOR:
      return ChangedBy::administrator;
    case network::v1::ROLE_COORDINATOR:
      return ChangedBy::coordinator;
    case network::v1::ROLE_ORGANISATION:
      return ChangedBy::organisation;
    default:
      return ChangedBy::unspecified;
  }
}

Result<ChangedGroup> change_group(Transaction& tx, const Session& session, const Seats& seats, const Group& group,
                                  Events change, Said said) {
  auto kept = change_of(group, change);
  if (!kept) return ChangedGroup{group};
  const Group changed = fold(group, change);
  const bool frees = changed.status == GroupStatus::cancelled || changed.head_count < group.head_count;
  std::vector<Group> front;
  FreedSeats freed{std::move(change)};
  if (frees) {
    TRY(more, freed_by(tx, session, seats, changed, std::move(freed.events), front));
    freed = std::move(more);
  }

  tx.emit(freed.events);
  set_timers(tx, session.id, freed);
  kept->id = tx.new_id<GroupChangeId>();
  kept->said = std::move(said);
  kept->at = tx.now();
  Group after = fold(group, freed.events);
  after.change_count = kept->number;
  tx.save(*std::move(kept));
  tx.save(after);
  save_part(tx, freed.events);
  std::erase_if(front, [&](const Group& each) { return each.id == group.id; });
  save_changed(tx, front, freed.events);
  tx.save(fold(seats, freed.events));
  return ChangedGroup{std::move(after), freed.promoted_count};
}

}  // namespace opora::registration
