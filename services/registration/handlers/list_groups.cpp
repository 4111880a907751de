// Lists a session's groups in order of arrival, without names.
#include "platform/paging/page.h"
#include "registration/handlers/handlers.h"
#include "registration/store/group.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::ListGroupsResponse> list_groups(Snapshot& snapshot, const v1::ListGroupsRequest& request) {
  TRY(session, snapshot.load<Session>({request.session_id()}));
  const std::string list = "groups " + session.id.value;
  TRY(after, place_of_token(list, request.page_token(), {}));
  const int size = page_size_of(request.page_size());
  TRY(groups, groups_after(snapshot, session.id, after.number, size + 1));
  v1::ListGroupsResponse response;
  if (static_cast<int>(groups.size()) > size) {
    groups.resize(static_cast<std::size_t>(size));
    response.set_next_page_token(to_token(list, {groups.back().arrival, groups.back().id.value}));
  }
  for (const Group& group : groups) *response.add_groups() = summary_of(group);
  return response;
}

}  // namespace opora::registration
