#include "feedback/handlers/handlers.h"
#include "feedback/handlers/told.h"
#include "feedback/store/facts.h"
#include "feedback/wire.h"

namespace opora::feedback {

Result<void> on_people_merged(Transaction& tx, const Received<registration::v1::PeopleMerged>& event) {
  TRY(merge, from_event(event.body, event.record.position));
  return keep_told(tx, std::vector{merge});
}

}  // namespace opora::feedback
