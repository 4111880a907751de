#include "reporting/handlers/handlers.h"
#include "reporting/store/people.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_group_member_substituted(Transaction& tx,
                                         const Received<registration::v1::GroupMemberSubstituted>& event) {
  TRY(members, from_event(event.body));
  const auto keys = keys_of(members);
  TRY(known, tx.load_all<GroupMember>(keys));
  keep(tx, members, known);
  return {};
}

}  // namespace opora::reporting
