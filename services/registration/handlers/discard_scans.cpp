// Takes scans off the list that were set aside: they never count, and stay in the record.
#include "registration/handlers/handlers.h"
#include "registration/handlers/record_scans.h"
#include "registration/store/unsettled.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::DiscardScansResponse> discard_scans(Transaction& tx, const v1::DiscardScansRequest& request) {
  const SessionId session{request.session_id()};
  const std::vector<CheckInId> ids = check_ins_in(request.check_in_ids());
  TRY(scans, tx.load_all<Unsettled>(ids));
  TRY(open, to_discard(session, ids, scans));
  Events events;
  for (Unsettled& scan : open) {
    events.push_back(ScanSettled{session, scan.check_in.id, ScanOutcome::discarded, {}});
    tx.save(discarded(std::move(scan), {tx.subject(), tx.now(), request.reason()}));
  }
  tx.emit(events);
  return v1::DiscardScansResponse();
}

}  // namespace opora::registration
