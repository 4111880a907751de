#include "feedback/handlers/handlers.h"
#include "feedback/store/facts.h"
#include "feedback/wire.h"

namespace opora::feedback {

Result<void> on_session_published(Transaction& tx, const Received<scheduling::v1::SessionPublished>& event) {
  TRY(published, from_event(event.body, event.record.position));
  TRY(known, tx.find<Session>(published.id));
  if (known && !known->round.empty()) return {};
  if (known) published.cancelled_position = known->cancelled_position;
  tx.save(std::move(published));
  return {};
}

}  // namespace opora::feedback
