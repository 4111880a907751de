#include "platform/lane/gather.h"
#include "reporting/handlers/handlers.h"
#include "reporting/store/people.h"
#include "reporting/store/sessions.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_group_member_substituted(Transaction& tx,
                                         const Received<registration::v1::GroupMemberSubstituted>& event) {
  TRY(members, from_event(event.body));
  TRY(seats, seats_in(event.body));
  seats.told_at = event.record.time;
  const auto keys = keys_of(members);
  TRY(found, gather(tx, maybe<GroupSeats>(seats.id), all<GroupMember>(keys)));
  const auto& [known_seats, known] = found;
  tx.save(updated(known_seats, seats));
  keep(tx, members, known);
  return {};
}

}  // namespace opora::reporting
