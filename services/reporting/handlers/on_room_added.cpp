#include "reporting/handlers/handlers.h"
#include "reporting/store/names.h"
#include "reporting/store/sessions.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_room_added(Transaction& tx, const Received<scheduling::v1::RoomAdded>& event) {
  TRY(name, from_event(event.body));
  // Told once more after it was renamed, it keeps its new name.
  TRY(former_name, tx.find<FormerName>({name.subject, name.id}));
  tx.save(room_of(event.body));
  if (!former_name) tx.save(std::move(name));
  return {};
}

}  // namespace opora::reporting
