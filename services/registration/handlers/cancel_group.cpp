// Cancels a group, and confirms those of the waitlist who now fit, in the same commit; of very many the first ones, and
// a timer goes on.
#include "registration/domain/cancel_group.h"

#include "platform/lane/gather.h"
#include "registration/handlers/change_group.h"
#include "registration/handlers/handlers.h"
#include "registration/store/group.h"
#include "registration/store/seats.h"
#include "registration/store/session.h"

namespace opora::registration {

Result<v1::CancelGroupResponse> cancel_group(Transaction& tx, const v1::CancelGroupRequest& request) {
  TRY(group, tx.load<Group>({request.group_id()}));
  if (group.status == GroupStatus::cancelled) return v1::CancelGroupResponse();
  TRY(found, gather(tx, one<Session>(group.session), [&](Reader& reader) { return seats_of(reader, group.session); }));
  const auto& [session, seats] = found;
  Said said = said_in(tx, request);
  Events change = decide_cancellation(group, said.why);
  TRY(changed, change_group(tx, session, seats, group, std::move(change), std::move(said)));
  v1::CancelGroupResponse response;
  response.set_promoted_count(changed.promoted_count);
  return response;
}

}  // namespace opora::registration
