// Tells where a group stands, and who is in it.
#include "registration/handlers/handlers.h"
#include "registration/store/attendee.h"
#include "registration/store/group.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::GetGroupResponse> get_group(Snapshot& snapshot, const v1::GetGroupRequest& request) {
  TRY(group, snapshot.load<Group>({request.group_id()}));
  TRY(place, waitlist_place(snapshot, group));
  TRY(members, members_of(snapshot, group.id));
  v1::GetGroupResponse response;
  v1::Group& out = *response.mutable_group();
  out.set_group_id(group.id.value);
  out.set_session_id(group.session.value);
  out.set_organisation_id(group.organisation.value);
  out.set_head_count(group.head_count);
  out.set_status(to_proto(group.status));
  out.set_waitlist_place(place);
  for (const Person& member : members) *out.add_members() = to_proto(member);
  return response;
}

}  // namespace opora::registration
