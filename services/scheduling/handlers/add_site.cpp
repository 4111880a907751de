#include "scheduling/handlers/handlers.h"
#include "scheduling/store/places.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::AddSiteResponse> add_site(Transaction& tx, const v1::AddSiteRequest& request) {
  Site site = from_proto(request);
  TRY_DO(tx.load<Region>(site.region));
  TRY(known, tx.find<Site>(site.id));
  TRY(events, decide(known, site));
  if (!events.empty()) tx.save(std::move(site));
  tx.emit(events);
  return v1::AddSiteResponse();
}

}  // namespace opora::scheduling
