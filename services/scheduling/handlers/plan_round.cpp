#include "scheduling/domain/plan_round.h"

#include "platform/lane/gather.h"
#include "scheduling/handlers/handlers.h"
#include "scheduling/store/places.h"
#include "scheduling/store/programmes.h"
#include "scheduling/store/rounds.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::PlanRoundResponse> plan_round(Transaction& tx, const v1::PlanRoundRequest& request) {
  Round round = from_proto(request);
  const std::vector<ProjectId> project_ids(round.projects.begin(), round.projects.end());
  const std::vector<RegionId> region_ids(round.regions.begin(), round.regions.end());
  TRY(found, gather(tx, one<Programme>(round.programme), maybe<Round>(round.id), all<Project>(project_ids),
                    all<Region>(region_ids)));
  auto& [programme, known, projects, regions] = found;
  TRY(events, decide({std::move(known), std::move(projects), std::move(regions)}, round));
  if (!events.empty()) tx.save(std::move(round));
  tx.emit(events);
  return v1::PlanRoundResponse();
}

}  // namespace opora::scheduling
