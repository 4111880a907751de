// Lists the scans of a session's door that count nowhere, for a person to look at, by the devices' time.
#include <limits>

#include "platform/paging/page.h"
#include "registration/handlers/handlers.h"
#include "registration/store/session.h"
#include "registration/store/unsettled.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

void fill(v1::UnsettledScan& out, const Unsettled& scan, const std::optional<Session>& session) {
  out.set_check_in_id(scan.sent.value);
  out.set_person_id(scan.check_in.person.value);
  out.set_code(scan.check_in.code);
  out.set_scanned_at_us(scan.check_in.scanned_at.us);
  to_proto(told(flags_now(scan, session)), out.mutable_flags());
}

}  // namespace

Result<v1::ListUnsettledScansResponse> list_unsettled_scans(Snapshot& snapshot,
                                                            const v1::ListUnsettledScansRequest& request) {
  const SessionId id{request.session_id()};
  TRY(session, snapshot.find<Session>(id));
  const std::string list = "unsettled " + id.value;
  TRY(after, place_of_token(list, request.page_token(), {std::numeric_limits<std::int64_t>::min(), ""}));
  const int size = page_size_of(request.page_size());
  TRY(scans, unsettled_after(snapshot, id, Instant{after.number}, after.id, size + 1));
  v1::ListUnsettledScansResponse response;
  if (static_cast<int>(scans.size()) > size) {
    scans.resize(static_cast<std::size_t>(size));
    const CheckIn& last = scans.back().check_in;
    response.set_next_page_token(to_token(list, {last.scanned_at.us, last.id.value}));
  }
  for (const Unsettled& scan : scans) fill(*response.add_scans(), scan, session);
  return response;
}

}  // namespace opora::registration
