// Lists organisations that may be one, so that somebody says whether they are.
#include "platform/paging/page.h"
#include "registration/domain/likely_duplicates.h"
#include "registration/handlers/handlers.h"
#include "registration/store/likely_duplicates.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::ListLikelyDuplicateOrganisationsResponse> list_likely_duplicate_organisations(
    Snapshot& snapshot, const v1::ListLikelyDuplicateOrganisationsRequest& request) {
  const RegionId region{request.region_id()};
  TRY(page, page_asked_by(request, "duplicate organisations " + region.value));
  TRY(organisations, organisations_called(snapshot, region));
  TRY(apart, organisations_apart(snapshot));
  std::vector<LikelyDuplicateOrganisation> duplicates = likely_duplicates(organisations, apart);
  std::erase_if(duplicates, [&](const LikelyDuplicateOrganisation& each) {
    return each.organisations.front().id.value <= page.after.id;
  });
  v1::ListLikelyDuplicateOrganisationsResponse response;
  response.set_next_page_token(page_of(duplicates, page));
  for (const LikelyDuplicateOrganisation& each : duplicates) to_proto(each, *response.add_duplicates());
  return response;
}

}  // namespace opora::registration
