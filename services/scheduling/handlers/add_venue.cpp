#include "scheduling/handlers/handlers.h"
#include "scheduling/store/places.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::AddVenueResponse> add_venue(Transaction& tx, const v1::AddVenueRequest& request) {
  Venue venue = from_proto(request);
  TRY_DO(tx.load<Site>(venue.site));
  TRY(known, tx.find<Venue>(venue.id));
  TRY(events, decide(known, venue));
  if (!events.empty()) tx.save(std::move(venue));
  tx.emit(events);
  return v1::AddVenueResponse();
}

}  // namespace opora::scheduling
