#include "reporting/handlers/handlers.h"
#include "reporting/store/names.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_venue_added(Transaction& tx, const Received<scheduling::v1::VenueAdded>& event) {
  TRY(name, from_event(event.body));
  // Told once more after it was renamed, it keeps its new name.
  TRY(former_name, tx.find<FormerName>({name.subject, name.id}));
  if (!former_name) tx.save(std::move(name));
  return {};
}

}  // namespace opora::reporting
