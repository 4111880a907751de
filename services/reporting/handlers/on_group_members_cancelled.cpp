#include "platform/lane/gather.h"
#include "reporting/handlers/handlers.h"
#include "reporting/store/people.h"
#include "reporting/store/sessions.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_group_members_cancelled(Transaction& tx,
                                        const Received<registration::v1::GroupMembersCancelled>& event) {
  TRY(update, from_event(event.body));
  update.told_at = event.record.time;
  const std::vector<GroupMember> told = members_in(event.body);
  const auto keys = keys_of(told);
  TRY(found, gather(tx, maybe<GroupSeats>(update.id), all<GroupMember>(keys)));
  const auto& [known, known_members] = found;
  tx.save(updated(known, update));
  keep(tx, told, known_members);
  return {};
}

}  // namespace opora::reporting
