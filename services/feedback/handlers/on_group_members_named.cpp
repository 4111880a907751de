#include "feedback/handlers/handlers.h"
#include "feedback/handlers/told.h"
#include "feedback/store/facts.h"
#include "feedback/wire.h"

namespace opora::feedback {

Result<void> on_group_members_named(Transaction& tx, const Received<registration::v1::GroupMembersNamed>& event) {
  TRY(members, from_event(event.body, event.record.position));
  return keep_told(tx, members);
}

}  // namespace opora::feedback
