// Adds an organisation to the network.
#include "registration/handlers/handlers.h"
#include "registration/store/organisation.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::AddOrganisationResponse> add_organisation(Transaction& tx, const v1::AddOrganisationRequest& request) {
  Organisation organisation = from_proto(request);
  TRY(present, tx.find<Organisation>(organisation.id));
  TRY(events, decide_addition(present, organisation));
  if (!events.empty()) tx.save(std::move(organisation));
  tx.emit(events);
  return v1::AddOrganisationResponse();
}

}  // namespace opora::registration
