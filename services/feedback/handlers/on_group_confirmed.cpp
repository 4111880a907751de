#include "feedback/handlers/handlers.h"
#include "feedback/handlers/told.h"
#include "feedback/store/facts.h"
#include "feedback/wire.h"

namespace opora::feedback {

Result<void> on_group_confirmed(Transaction& tx, const Received<registration::v1::GroupConfirmed>& event) {
  TRY(seats, from_event(event.body, event.record.position));
  return keep_told(tx, std::vector{seats}, members_in(event.body, event.record.position));
}

}  // namespace opora::feedback
