#include "scheduling/handlers/acts_for.h"
#include "scheduling/handlers/handlers.h"
#include "scheduling/store/location.h"
#include "scheduling/store/places.h"
#include "scheduling/store/rounds.h"
#include "scheduling/store/sessions.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::PlanSessionResponse> plan_session(Transaction& tx, const v1::PlanSessionRequest& request) {
  TRY(plan, from_proto(request));
  TRY(round, tx.load<Round>(plan.round));
  TRY(room, tx.load<Room>(plan.room));
  TRY(site, site_of(tx, room.venue));
  TRY(known, tx.find<Session>(plan.id));
  TRY(session, decide(known, plan, round, room, site, acts_for(tx)));
  if (known != session) tx.save(std::move(session));
  return v1::PlanSessionResponse();
}

}  // namespace opora::scheduling
