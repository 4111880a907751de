#include "feedback/handlers/handlers.h"
#include "feedback/handlers/told.h"
#include "feedback/store/facts.h"
#include "feedback/wire.h"

namespace opora::feedback {

Result<void> on_round_planned(Transaction& tx, const Received<scheduling::v1::RoundPlanned>& event) {
  TRY(round, from_event(event.body));
  return keep_told(tx, std::vector{round}, projects_in(event.body), regions_in(event.body));
}

}  // namespace opora::feedback
