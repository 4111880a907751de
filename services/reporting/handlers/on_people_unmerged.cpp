#include "reporting/domain/merges.h"
#include "reporting/handlers/handlers.h"
#include "reporting/store/merges.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_people_unmerged(Transaction& tx, const Received<registration::v1::PeopleUnmerged>& event) {
  TRY(update, from_event(event.body, event.record.time));
  TRY(known, tx.find<MergedPerson>(update.id));
  tx.save(updated(known, update));
  return {};
}

}  // namespace opora::reporting
