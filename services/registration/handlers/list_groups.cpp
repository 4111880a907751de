// Lists a session's groups in order of arrival, without names.
#include "platform/paging/page.h"
#include "registration/handlers/handlers.h"
#include "registration/store/group.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::ListGroupsResponse> list_groups(Snapshot& snapshot, const v1::ListGroupsRequest& request) {
  TRY(session, snapshot.load<Session>({request.session_id()}));
  TRY(page, page_asked_by(request, "groups " + session.id.value));
  TRY(groups, groups_after(snapshot, session.id, page.after, page.limit()));
  v1::ListGroupsResponse response;
  response.set_next_page_token(page_of(groups, page));
  for (const Group& group : groups) to_proto(group, *response.add_groups());
  return response;
}

}  // namespace opora::registration
