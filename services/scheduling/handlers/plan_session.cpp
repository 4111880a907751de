#include "scheduling/domain/plan_session.h"

#include "platform/lane/gather.h"
#include "scheduling/handlers/acts_for.h"
#include "scheduling/handlers/handlers.h"
#include "scheduling/store/location.h"
#include "scheduling/store/places.h"
#include "scheduling/store/rounds.h"
#include "scheduling/store/sessions.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::PlanSessionResponse> plan_session(Transaction& tx, const v1::PlanSessionRequest& request) {
  const SessionPlan plan = from_proto(request);
  TRY(found, gather(tx, maybe<Session>(plan.id), one<Round>(plan.round),
                    [&](Reader& reader) { return room_and_site(reader, plan.room); }));
  auto& [known, round, place] = found;
  const PlanSessionFacts facts{std::move(known), std::move(round), std::move(place.first), std::move(place.second)};
  TRY(session, decide(facts, plan, acts_for(tx)));
  if (facts.known != session) tx.save(std::move(session));
  return v1::PlanSessionResponse();
}

}  // namespace opora::scheduling
