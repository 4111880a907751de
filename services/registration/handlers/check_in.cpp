// Records that somebody came. Never refused for what it says.
#include "registration/handlers/handlers.h"
#include "registration/handlers/record_scans.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::CheckInResponse> check_in(Transaction& tx, const v1::CheckInRequest& request) {
  TRY(all_recorded, record_scans(tx, {request.session_id()}, {from_proto(request.scan())}));
  v1::CheckInResponse response;
  to_proto(told(all_recorded.front().check_in.flags), *response.mutable_flags());
  response.set_set_aside(all_recorded.front().set_aside);
  return response;
}

}  // namespace opora::registration
