#include "platform/paging/page.h"
#include "reporting/handlers/handlers.h"
#include "reporting/store/overlaps.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<v1::ListOverlappingAttendancesResponse> list_overlapping_attendances(
    Snapshot& snapshot, const v1::ListOverlappingAttendancesRequest& request) {
  TRY_DO(figures_ready(snapshot));
  const RegionId region{request.region_id()};
  TRY(page, page_asked_by(request, "two places " + region.value));
  TRY(people, in_two_places_after(snapshot, region, page.after, page.limit()));
  v1::ListOverlappingAttendancesResponse response;
  response.set_next_page_token(page_of(people, page));
  for (const SomebodyInTwoPlaces& each : people) to_proto(each, *response.add_people());
  return response;
}

}  // namespace opora::reporting
