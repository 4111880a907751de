#include "reporting/domain/merges.h"
#include "reporting/handlers/handlers.h"
#include "reporting/store/merges.h"
#include "reporting/wire.h"

namespace opora::reporting {

// Of two that were not merged it says only that they are two.
Result<void> on_organisations_unmerged(Transaction& tx,
                                       const Received<registration::v1::OrganisationsUnmerged>& event) {
  TRY(update, from_event(event.body, event.record.time));
  TRY(known, tx.find<MergedOrganisation>(update.id));
  tx.save(apart_in(event.body));
  if (event.body.were_merged()) tx.save(updated(known, update));
  return {};
}

}  // namespace opora::reporting
