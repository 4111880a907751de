#include "scheduling/domain/change_capacity.h"

#include "scheduling/handlers/correct.h"
#include "scheduling/handlers/handlers.h"
#include "scheduling/store/places.h"
#include "scheduling/store/sessions.h"

namespace opora::scheduling {

Result<v1::ChangeCapacityResponse> change_capacity(Transaction& tx, const v1::ChangeCapacityRequest& request) {
  TRY(session, tx.load<Session>({request.session_id()}));
  TRY(room, tx.load<Room>(session.plan.room));
  TRY(corrected, decide({std::move(session), std::move(room)}, request.capacity(), request.reason()));
  keep(tx, std::move(corrected), CorrectionKind::capacity_changed, request.reason());
  return v1::ChangeCapacityResponse();
}

}  // namespace opora::scheduling
