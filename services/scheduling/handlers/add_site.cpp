#include "platform/lane/gather.h"
#include "scheduling/handlers/handlers.h"
#include "scheduling/store/places.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::AddSiteResponse> add_site(Transaction& tx, const v1::AddSiteRequest& request) {
  Site site = from_proto(request);
  TRY(found, gather(tx, one<Region>(site.region), maybe<Site>(site.id)));
  auto& [region, known] = found;
  TRY(events, decide(known, site));
  if (!events.empty()) tx.save(std::move(site));
  tx.emit(events);
  return v1::AddSiteResponse();
}

}  // namespace opora::scheduling
