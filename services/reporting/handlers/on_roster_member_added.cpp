#include "reporting/handlers/handlers.h"
#include "reporting/store/people.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_roster_member_added(Transaction& tx, const Received<registration::v1::RosterMemberAdded>& event) {
  TRY(member, from_event(event.body));
  TRY(known, tx.find<RosterMember>(Stored<RosterMember>::key(member)));
  // Told once more, it takes back no correction.
  if (known) member.changed_until_date = known->changed_until_date;
  tx.save(std::move(member));
  return {};
}

}  // namespace opora::reporting
