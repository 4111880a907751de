#include "reporting/handlers/handlers.h"
#include "reporting/store/names.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_organisation_renamed(Transaction& tx, const Received<registration::v1::OrganisationRenamed>& event) {
  TRY(renaming, from_event(event.body, event.record.time));
  tx.save(std::move(renaming.name));
  tx.save(std::move(renaming.former));
  return {};
}

}  // namespace opora::reporting
