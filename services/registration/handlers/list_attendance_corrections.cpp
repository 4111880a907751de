// Lists what was said of a session's attendances afterwards.
#include "platform/paging/page.h"
#include "registration/handlers/handlers.h"
#include "registration/store/attendance_correction.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::ListAttendanceCorrectionsResponse> list_attendance_corrections(
    Snapshot& snapshot, const v1::ListAttendanceCorrectionsRequest& request) {
  TRY(session, snapshot.load<Session>({request.session_id()}));
  TRY(page, page_asked_by(request, "corrections " + session.id.value));
  TRY(corrections, corrections_after(snapshot, session.id, page.after, page.limit()));
  v1::ListAttendanceCorrectionsResponse response;
  response.set_next_page_token(page_of(corrections, page));
  for (const AttendanceCorrection& each : corrections) to_proto(each, *response.add_corrections());
  return response;
}

}  // namespace opora::registration
