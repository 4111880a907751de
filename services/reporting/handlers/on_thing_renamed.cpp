#include <algorithm>
#include <array>

#include "reporting/handlers/handlers.h"
#include "reporting/store/names.h"
#include "reporting/wire.h"

namespace opora::reporting {

// New reports carry the new name, and say the former one once.
Result<void> on_thing_renamed(Transaction& tx, const Received<scheduling::v1::ThingRenamed>& event) {
  using namespace scheduling::v1;
  // No report speaks of these.
  constexpr std::array kUnsaid = {NAMED_THING_COUNTRY, NAMED_THING_VENUE, NAMED_THING_ROOM};
  if (std::ranges::find(kUnsaid, event.body.kind()) != kUnsaid.end()) return {};
  TRY(renaming, from_event(event.body, event.record.time));
  tx.save(std::move(renaming.name));
  tx.save(std::move(renaming.former));
  return {};
}

}  // namespace opora::reporting
