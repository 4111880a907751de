#include "reporting/handlers/handlers.h"
#include "reporting/store/scans.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_scan_settled(Transaction& tx, const Received<registration::v1::ScanSettled>& event) {
  TRY(update, from_event(event.body));
  TRY(known, tx.find<ScanSetAside>(update.id));
  tx.save(updated(known, update));
  return {};
}

}  // namespace opora::reporting
