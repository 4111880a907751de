#include "platform/lane/gather.h"
#include "scheduling/handlers/handlers.h"
#include "scheduling/store/places.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::AddVenueResponse> add_venue(Transaction& tx, const v1::AddVenueRequest& request) {
  Venue venue = from_proto(request);
  TRY(found, gather(tx, one<Site>(venue.site), maybe<Venue>(venue.id)));
  auto& [site, known] = found;
  TRY(events, decide(known, venue));
  if (!events.empty()) tx.save(std::move(venue));
  tx.emit(events);
  return v1::AddVenueResponse();
}

}  // namespace opora::scheduling
