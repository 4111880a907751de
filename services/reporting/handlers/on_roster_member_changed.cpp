#include "reporting/handlers/handlers.h"
#include "reporting/store/people.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_roster_member_changed(Transaction& tx, const Received<registration::v1::RosterMemberChanged>& event) {
  TRY(member, from_event(event.body));
  TRY(known, tx.find<RosterMember>(Stored<RosterMember>::key(member)));
  if (known) member.until_date = known->until_date;
  tx.save(std::move(member));
  return {};
}

}  // namespace opora::reporting
