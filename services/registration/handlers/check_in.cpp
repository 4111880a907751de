// Records that somebody came. Never refused for what it says.
#include "registration/handlers/admit_scans.h"
#include "registration/handlers/handlers.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::CheckInResponse> check_in(Transaction& tx, const v1::CheckInRequest& request) {
  TRY(admissions, admit_scans(tx, {request.session_id()}, {from_proto(request.scan())}));
  v1::CheckInResponse response;
  to_proto(told(admissions.front().check_in.flags), *response.mutable_flags());
  response.set_set_aside(admissions.front().set_aside);
  return response;
}

}  // namespace opora::registration
