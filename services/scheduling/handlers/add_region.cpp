#include "scheduling/handlers/handlers.h"
#include "scheduling/store/places.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::AddRegionResponse> add_region(Transaction& tx, const v1::AddRegionRequest& request) {
  Region region = from_proto(request);
  TRY_DO(tx.load<Country>(region.country));
  TRY(known, tx.find<Region>(region.id));
  TRY(events, decide(known, region));
  if (!events.empty()) tx.save(std::move(region));
  tx.emit(events);
  return v1::AddRegionResponse();
}

}  // namespace opora::scheduling
