// Lists people who may be one, so that somebody says whether they are.
#include "registration/domain/likely_duplicates.h"

#include "platform/paging/page.h"
#include "registration/handlers/handlers.h"
#include "registration/store/likely_duplicates.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::ListLikelyDuplicatesResponse> list_likely_duplicates(Snapshot& snapshot,
                                                                const v1::ListLikelyDuplicatesRequest& request) {
  const RegionId region{request.region_id()};
  TRY(page, page_asked_by(request, "duplicates " + region.value + " " + request.organisation_id()));
  TRY(people, people_called(snapshot, region, {request.organisation_id()}));
  TRY(apart, people_apart(snapshot));
  std::vector<LikelyDuplicate> duplicates = likely_duplicates(people, apart);
  std::erase_if(duplicates, [&](const LikelyDuplicate& each) { return each.people.front().id.value <= page.after.id; });
  v1::ListLikelyDuplicatesResponse response;
  response.set_next_page_token(page_of(duplicates, page));
  for (const LikelyDuplicate& each : duplicates) to_proto(each, *response.add_duplicates());
  return response;
}

}  // namespace opora::registration
