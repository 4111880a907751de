#include "reporting/handlers/handlers.h"
#include "reporting/store/people.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_roster_member_added(Transaction& tx, const Received<registration::v1::RosterMemberAdded>& event) {
  TRY(member, from_event(event.body));
  tx.save(std::move(member));
  return {};
}

}  // namespace opora::reporting
