#include "reporting/handlers/handlers.h"
#include "reporting/store/people.h"
#include "reporting/store/sessions.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_group_confirmed(Transaction& tx, const Received<registration::v1::GroupConfirmed>& event) {
  TRY(update, from_event(event.body));
  TRY(known, tx.find<GroupSeats>(update.id));
  tx.save(updated(known, update));
  for (GroupMember& member : members_in(event.body)) tx.save(std::move(member));
  return {};
}

}  // namespace opora::reporting
