#include "scheduling/handlers/handlers.h"
#include "scheduling/store/programmes.h"
#include "scheduling/store/rounds.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::PlanRoundResponse> plan_round(Transaction& tx, const v1::PlanRoundRequest& request) {
  Round round = from_proto(request);
  TRY_DO(tx.load<Programme>(round.programme));
  const std::vector<ProjectId> named(round.projects.begin(), round.projects.end());
  TRY(projects, tx.load_all<Project>(named));
  TRY(known, tx.find<Round>(round.id));
  TRY(events, decide(known, round, projects));
  if (!events.empty()) tx.save(std::move(round));
  tx.emit(events);
  return v1::PlanRoundResponse();
}

}  // namespace opora::scheduling
