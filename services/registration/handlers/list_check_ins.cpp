// Lists a session's check-ins as they were made, or the discarded scans of its door, by the devices' time.
#include "platform/paging/page.h"
#include "registration/handlers/handlers.h"
#include "registration/store/attendance.h"
#include "registration/store/session.h"
#include "registration/store/unsettled.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::ListCheckInsResponse> list_check_ins(Snapshot& snapshot, const v1::ListCheckInsRequest& request) {
  TRY(session, snapshot.load<Session>({request.session_id()}));
  const std::string which = request.discarded() ? "discarded scans " : "check-ins ";
  TRY(page, page_asked_by(request, which + session.id.value));
  TRY(check_ins, request.discarded() ? discarded_after(snapshot, session.id, page.after, page.limit())
                                     : check_ins_after(snapshot, session.id, page.after, page.limit()));
  v1::ListCheckInsResponse response;
  response.set_next_page_token(page_of(check_ins, page));
  for (const CheckIn& check_in : check_ins) to_proto(check_in, *response.add_check_ins());
  return response;
}

}  // namespace opora::registration
