// Lets scans count that were set aside: somebody has looked at them.
#include "registration/handlers/admit_scans.h"
#include "registration/handlers/handlers.h"
#include "registration/store/session.h"
#include "registration/store/unsettled.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::ConfirmScansResponse> confirm_scans(Transaction& tx, const v1::ConfirmScansRequest& request) {
  const ConfirmScans command{{request.session_id()}, {request.person_id()}};
  const SessionId scanned_at{request.scanned_session_id().empty() ? request.session_id()
                                                                  : request.scanned_session_id()};
  TRY(session, tx.load<Session>(command.attended));
  TRY_DO(check_begun(session, tx.now()));
  TRY_DO(check_scanned_at(tx, scanned_at));
  TRY(scans, scans_at(tx, scanned_at, check_ins_in(request.check_in_ids())));
  TRY(open, to_confirm(scans, command));
  TRY(attendance_count, admit_confirmed(tx, command, open));
  v1::ConfirmScansResponse response;
  response.set_attendance_count(attendance_count);
  return response;
}

}  // namespace opora::registration
