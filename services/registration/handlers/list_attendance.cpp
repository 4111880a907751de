// Lists who came to a session, with names, by time of arrival.
#include "platform/paging/page.h"
#include "registration/handlers/handlers.h"
#include "registration/store/attendance.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

void fill(v1::Attendance& out, const NamedAttendance& named) {
  out.set_person_id(named.attendance.person.value);
  out.set_name(named.name);
  out.set_organisation_id(named.attendance.organisation.value);
  out.set_scanned_at_us(named.attendance.scanned_at.us);
}

}  // namespace

Result<v1::ListAttendanceResponse> list_attendance(Snapshot& snapshot, const v1::ListAttendanceRequest& request) {
  TRY(session, snapshot.load<Session>({request.session_id()}));
  TRY(page, page_asked_by(request, "attendance " + session.id.value));
  TRY(attendances, attendances_after(snapshot, session.id, page.after, page.limit()));
  v1::ListAttendanceResponse response;
  response.set_next_page_token(page_of(attendances, page));
  for (const NamedAttendance& named : attendances) fill(*response.add_attendances(), named);
  return response;
}

}  // namespace opora::registration
