// Lists whose names go, and when.
#include "platform/paging/page.h"
#include "registration/handlers/handlers.h"
#include "registration/store/expiry.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::ListExpiringNamesResponse> list_expiring_names(Snapshot& snapshot,
                                                          const v1::ListExpiringNamesRequest& request) {
  TRY(page, page_asked_by(request, "expiring"));
  TRY(told, told_after(snapshot, page.after, page.limit()));
  v1::ListExpiringNamesResponse response;
  response.set_next_page_token(page_of(told, page));
  for (const PersonActivity& each : told) to_proto(each, *response.add_names());
  return response;
}

}  // namespace opora::registration
