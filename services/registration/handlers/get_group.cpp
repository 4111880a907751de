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
  to_proto(group, place, members, *response.mutable_group());
  return response;
}

}  // namespace opora::registration
