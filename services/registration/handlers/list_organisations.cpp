// Lists organisations of a region, or of the network.
#include "platform/paging/page.h"
#include "registration/handlers/handlers.h"
#include "registration/store/organisation.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::ListOrganisationsResponse> list_organisations(Snapshot& snapshot,
                                                         const v1::ListOrganisationsRequest& request) {
  const RegionId region{request.region_id()};
  TRY(page, page_asked_by(request, "organisations " + region.value));
  TRY(organisations, organisations_after(snapshot, region, page.after, page.limit()));
  v1::ListOrganisationsResponse response;
  response.set_next_page_token(page_of(organisations, page));
  for (const Organisation& organisation : organisations) to_proto(organisation, *response.add_organisations());
  return response;
}

}  // namespace opora::registration
