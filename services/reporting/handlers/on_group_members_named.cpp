#include "reporting/handlers/handlers.h"
#include "reporting/store/people.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_group_members_named(Transaction& tx, const Received<registration::v1::GroupMembersNamed>& event) {
  TRY(members, from_event(event.body));
  for (GroupMember& member : members) tx.save(std::move(member));
  return {};
}

}  // namespace opora::reporting
