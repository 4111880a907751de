// Lists who came to a session, with names, by time of arrival.
#include "platform/paging/page.h"
#include "registration/handlers/handlers.h"
#include "registration/store/attendance.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::ListAttendanceResponse> list_attendance(Snapshot& snapshot, const v1::ListAttendanceRequest& request) {
  TRY(session, snapshot.load<Session>({request.session_id()}));
  TRY(page, page_asked_by(request, "attendance " + session.id.value));
  TRY(attendances, attendances_after(snapshot, session.id, page.after, page.limit()));
  v1::ListAttendanceResponse response;
  response.set_next_page_token(page_of(attendances, page));
  for (const NamedAttendance& named : attendances) to_proto(named, *response.add_attendances());
  return response;
}

}  // namespace opora::registration
