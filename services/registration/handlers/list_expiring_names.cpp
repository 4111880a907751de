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
  // Who has taken part again is told so no longer, also before the next look says so in their row.
  for (const PersonActivity& each : told)
    if (is_going(each.activity, snapshot.now())) to_proto(each, snapshot.now(), *response.add_names());
  return response;
}

}  // namespace opora::registration
