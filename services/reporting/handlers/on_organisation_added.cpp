#include "reporting/handlers/handlers.h"
#include "reporting/store/names.h"
#include "reporting/wire.h"

namespace opora::reporting {

Result<void> on_organisation_added(Transaction& tx, const Received<registration::v1::OrganisationAdded>& event) {
  TRY(name, from_event(event.body));
  tx.save(std::move(name));
  return {};
}

}  // namespace opora::reporting
