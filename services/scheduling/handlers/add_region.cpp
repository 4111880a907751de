#include "platform/lane/gather.h"
#include "scheduling/handlers/handlers.h"
#include "scheduling/store/places.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::AddRegionResponse> add_region(Transaction& tx, const v1::AddRegionRequest& request) {
  Region region = from_proto(request);
  TRY(found, gather(tx, one<Country>(region.country), maybe<Region>(region.id)));
  auto& [country, known] = found;
  TRY(events, decide(known, region));
  if (!events.empty()) tx.save(std::move(region));
  tx.emit(events);
  return v1::AddRegionResponse();
}

}  // namespace opora::scheduling
