#include "scheduling/handlers/handlers.h"
#include "scheduling/store/corrections.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::ListCorrectionsResponse> list_corrections(Snapshot& snapshot, const v1::ListCorrectionsRequest& request) {
  TRY(page, page_asked_by(request, "corrections " + request.thing_id()));
  TRY(corrections, corrections_after(snapshot, request.thing_id(), page.after, page.limit()));
  v1::ListCorrectionsResponse response;
  response.set_next_page_token(page_of(corrections, page));
  for (const Correction& correction : corrections) to_proto(correction, *response.add_corrections());
  return response;
}

}  // namespace opora::scheduling
