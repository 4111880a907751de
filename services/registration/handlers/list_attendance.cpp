// Lists who came to a session, with names, by time of arrival.
#include <limits>

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
  const std::string list = "attendance " + session.id.value;
  TRY(after, place_of_token(list, request.page_token(), {std::numeric_limits<std::int64_t>::min(), ""}));
  const int size = page_size_of(request.page_size());
  TRY(attendances, attendances_after(snapshot, session.id, Instant{after.number}, after.id, size + 1));
  v1::ListAttendanceResponse response;
  if (static_cast<int>(attendances.size()) > size) {
    attendances.resize(static_cast<std::size_t>(size));
    const Attendance& last = attendances.back().attendance;
    response.set_next_page_token(to_token(list, {last.scanned_at.us, last.person.value}));
  }
  for (const NamedAttendance& named : attendances) fill(*response.add_attendances(), named);
  return response;
}

}  // namespace opora::registration
