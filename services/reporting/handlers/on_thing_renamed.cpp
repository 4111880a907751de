#include "reporting/handlers/handlers.h"
#include "reporting/store/names.h"
#include "reporting/wire.h"

namespace opora::reporting {

// New reports carry the new name, and say the former one once.
Result<void> on_thing_renamed(Transaction& tx, const Received<scheduling::v1::ThingRenamed>& event) {
  using namespace scheduling::v1;
  if (event.body.kind() == NAMED_THING_COUNTRY) return {};  // no report speaks of them
  TRY(renaming, from_event(event.body, event.record.time));
  tx.save(std::move(renaming.name));
  tx.save(std::move(renaming.former));
  return {};
}

}  // namespace opora::reporting
