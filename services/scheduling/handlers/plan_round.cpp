#include "scheduling/handlers/handlers.h"
#include "scheduling/store/places.h"
#include "scheduling/store/programmes.h"
#include "scheduling/store/rounds.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::PlanRoundResponse> plan_round(Transaction& tx, const v1::PlanRoundRequest& request) {
  Round round = from_proto(request);
  TRY_DO(tx.load<Programme>(round.programme));
  const std::vector<ProjectId> named(round.projects.begin(), round.projects.end());
  TRY(projects, tx.load_all<Project>(named));
  const std::vector<RegionId> places(round.regions.begin(), round.regions.end());
  TRY(regions, tx.load_all<Region>(places));
  TRY(known, tx.find<Round>(round.id));
  TRY(events, decide(known, round, projects, regions));
  if (!events.empty()) tx.save(std::move(round));
  tx.emit(events);
  return v1::PlanRoundResponse();
}

}  // namespace opora::scheduling
