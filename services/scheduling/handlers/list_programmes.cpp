#include "scheduling/handlers/handlers.h"
#include "scheduling/store/programmes.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::ListProgrammesResponse> list_programmes(Snapshot& snapshot, const v1::ListProgrammesRequest& request) {
  TRY(page, page_asked_by(request, "programmes"));
  TRY(programmes, programmes_after(snapshot, page.after, page.limit()));
  v1::ListProgrammesResponse response;
  response.set_next_page_token(page_of(programmes, page));
  for (const Programme& programme : programmes) to_proto(programme, *response.add_programmes());
  return response;
}

}  // namespace opora::scheduling
