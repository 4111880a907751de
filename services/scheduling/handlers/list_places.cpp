// Lists places of all kinds, of a region or of the network.
#include "scheduling/handlers/handlers.h"
#include "scheduling/store/place_list.h"
#include "scheduling/store/places.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::ListPlacesResponse> list_places(Snapshot& snapshot, const v1::ListPlacesRequest& request) {
  const RegionId region{request.region_id()};
  if (!region.empty()) TRY_DO(snapshot.load<Region>(region));
  TRY(page, page_asked_by(request, "places " + region.value));
  TRY(places, places_after(snapshot, region, page.after, page.limit()));
  v1::ListPlacesResponse response;
  response.set_next_page_token(page_of(places, page));
  for (const Place& place : places)
    std::visit([&](const auto& each) { to_proto(each, *response.add_places()); }, place);
  return response;
}

}  // namespace opora::scheduling
