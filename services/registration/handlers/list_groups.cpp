// Lists a session's groups in order of arrival, without names; with the ids of who is in them, where that is asked.
#include <map>

#include "platform/paging/page.h"
#include "registration/handlers/handlers.h"
#include "registration/store/attendee.h"
#include "registration/store/group.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::ListGroupsResponse> list_groups(Snapshot& snapshot, const v1::ListGroupsRequest& request) {
  TRY(session, snapshot.load<Session>({request.session_id()}));
  TRY(page, page_asked_by(request, "groups " + session.id.value));
  TRY(groups, groups_after(snapshot, session.id, page.after, page.limit()));
  if (request.with_members()) page.size = count_of_page(groups, page.size);
  v1::ListGroupsResponse response;
  response.set_next_page_token(page_of(groups, page));
  std::map<GroupId, v1::GroupSummary*> by_id;
  for (const Group& group : groups) {
    v1::GroupSummary& out = *response.add_groups();
    to_proto(group, out);
    by_id.emplace(group.id, &out);
  }
  if (!request.with_members() || groups.empty()) return response;
  TRY(members, member_ids_among(snapshot, session.id, groups.front().arrival, groups.back().arrival));
  for (const auto& [group, person] : members) by_id.at(group)->add_member_ids(person.value);
  return response;
}

}  // namespace opora::registration
