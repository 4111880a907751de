#include "feedback/handlers/handlers.h"
#include "feedback/handlers/told.h"
#include "feedback/store/facts.h"
#include "feedback/wire.h"

namespace opora::feedback {

Result<void> on_round_regions_added(Transaction& tx, const Received<scheduling::v1::RoundRegionsAdded>& event) {
  return keep_told(tx, regions_in(event.body));
}

}  // namespace opora::feedback
