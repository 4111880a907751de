// What those commands share that change a group: the change is kept with its reason, those move up who now fit, and all
// of it is told and saved in one commit.
#pragma once

#include <string>

#include "opora/registration/v1/types.pb.h"
#include "platform/lane/transaction.h"
#include "platform/service/contract_enum.h"
#include "platform/text/typed_text.h"
#include "registration/domain/group_change.h"

namespace opora::registration {

// On whose side the caller is.
ChangedBy side_of(const Transaction& tx);

// Who asks for a change, and why.
template <class Request>
Said said_in(const Transaction& tx, const Request& request) {
  return {{enum_cast<ChangeReason>(request.reason()), side_of(tx)}, composed(request.note()), tx.subject()};
}

struct ChangedGroup {
  Group group;
  int promoted_count = 0;
};

// Makes the change that was decided of the group, if it is one. Where the group goes or gets smaller, the front of the
// waitlist is read, if a seat is there for it.
Result<ChangedGroup> change_group(Transaction& tx, const Session& session, const Seats& seats, const Group& group,
                                  Events change, Said said);

}  // namespace opora::registration
