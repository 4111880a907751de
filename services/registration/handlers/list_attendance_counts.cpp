// Lists how many came to a session without names, as it was said.
#include "platform/paging/page.h"
#include "registration/handlers/handlers.h"
#include "registration/store/attendance_correction.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::ListAttendanceCountsResponse> list_attendance_counts(Snapshot& snapshot,
                                                                const v1::ListAttendanceCountsRequest& request) {
  TRY(session, snapshot.load<Session>({request.session_id()}));
  TRY(page, page_asked_by(request, "counts " + session.id.value));
  TRY(counts, counts_after(snapshot, session.id, page.after, page.limit()));
  v1::ListAttendanceCountsResponse response;
  response.set_next_page_token(page_of(counts, page));
  for (const UnnamedCount& each : counts) to_proto(each, *response.add_counts());
  return response;
}

}  // namespace opora::registration
