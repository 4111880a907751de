#include "platform/lane/gather.h"
#include "reporting/domain/merges.h"
#include "reporting/handlers/handlers.h"
#include "reporting/store/merges.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_people_merged(Transaction& tx, const Received<registration::v1::PeopleMerged>& event) {
  TRY(update, from_event(event.body, event.record.time));
  TRY(found, gather(tx, maybe<MergedPerson>(update.id), maybe<MergedPerson>(update.kept)));
  const auto& [known, kept] = found;
  // Whoever stands for others is told of as well, so that all ids of somebody who has several are.
  if (!kept) tx.save(MergedPerson{update.kept, {}});
  tx.save(updated(known, update));
  return {};
}

}  // namespace opora::reporting
