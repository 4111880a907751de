#include "platform/lane/gather.h"
#include "reporting/handlers/handlers.h"
#include "reporting/store/names.h"
#include "reporting/store/sessions.h"
#include "reporting/wire.h"

namespace opora::reporting {

// Told once more it takes back no correction: what was moved, cancelled or renamed since stays so. Only its details
// begin anew, and what changed them is told once more as well.
Result<void> on_session_published(Transaction& tx, const Received<scheduling::v1::SessionPublished>& event) {
  TRY(session, from_event(event.body));
  const Stored<FormerName>::Key name{"session", session.id.value};
  TRY(found, gather(tx, maybe<Session>(session.id), maybe<FormerName>(name)));
  const auto& [known, former_name] = found;
  if (!known || known->round.empty()) tx.save(std::move(session));
  if (!former_name) tx.save(session_name(event.body));
  tx.save(details_of(event.body));
  return {};
}

}  // namespace opora::reporting
