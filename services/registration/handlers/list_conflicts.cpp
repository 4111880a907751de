// Lists sessions that have become too small for those who registered.
#include "platform/paging/page.h"
#include "registration/handlers/handlers.h"
#include "registration/store/conflicts.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::ListConflictsResponse> list_conflicts(Snapshot& snapshot, const v1::ListConflictsRequest& request) {
  TRY(page, page_asked_by(request, "conflicts " + request.region_id()));
  TRY(conflicts, conflicts_after(snapshot, {request.region_id()}, snapshot.now(), page.after, page.limit()));
  v1::ListConflictsResponse response;
  response.set_next_page_token(page_of(conflicts, page));
  for (const Conflict& conflict : conflicts) to_proto(conflict, *response.add_conflicts());
  return response;
}

}  // namespace opora::registration
