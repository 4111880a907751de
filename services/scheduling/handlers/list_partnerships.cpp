#include "scheduling/handlers/handlers.h"
#include "scheduling/store/programmes.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::ListPartnershipsResponse> list_partnerships(Snapshot& snapshot,
                                                       const v1::ListPartnershipsRequest& request) {
  TRY(project, snapshot.load<Project>(ProjectId{request.project_id()}));
  TRY(page, page_asked_by(request, "partnerships " + project.id.value));
  TRY(partnerships, partnerships_after(snapshot, project.id, page.after, page.limit()));
  v1::ListPartnershipsResponse response;
  response.set_next_page_token(page_of(partnerships, page));
  for (const Partnership& partnership : partnerships) to_proto(partnership, *response.add_partnerships());
  return response;
}

}  // namespace opora::scheduling
