#include "reporting/handlers/handlers.h"
#include "reporting/store/rounds.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_round_regions_added(Transaction& tx, const Received<scheduling::v1::RoundRegionsAdded>& event) {
  TRY(regions, from_event(event.body));
  for (RoundRegion& held : regions) tx.save(std::move(held));
  return {};
}

}  // namespace opora::reporting
