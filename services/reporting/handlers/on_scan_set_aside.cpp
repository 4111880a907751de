#include "reporting/handlers/handlers.h"
#include "reporting/store/scans.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_scan_set_aside(Transaction& tx, const Event<registration::v1::ScanSetAside>& event) {
  TRY(news, from_event(event.body));
  TRY(known, tx.find<ScanSetAside>(news.id));
  tx.save(learn(known, news));
  return {};
}

}  // namespace opora::reporting
