#include "platform/lane/gather.h"
#include "scheduling/handlers/handlers.h"
#include "scheduling/store/places.h"
#include "scheduling/store/rounds.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::AddRoundRegionsResponse> add_round_regions(Transaction& tx, const v1::AddRoundRegionsRequest& request) {
  const std::set<RegionId> more = from_proto(request);
  const std::vector<RegionId> named(more.begin(), more.end());
  TRY(found, gather(tx, one<Round>({request.round_id()}), all<Region>(named)));
  auto& [round, existing] = found;
  TRY(events, add_regions(round, more, existing));
  if (!events.empty()) tx.save(fold(std::move(round), events));
  tx.emit(events);
  return v1::AddRoundRegionsResponse();
}

}  // namespace opora::scheduling
