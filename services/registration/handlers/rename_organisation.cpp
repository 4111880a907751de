// Calls an organisation something else.
#include "registration/domain/rename_organisation.h"

#include "platform/text/text_message.h"
#include "registration/handlers/handlers.h"
#include "registration/store/organisation.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::RenameOrganisationResponse> rename_organisation(Transaction& tx,
                                                           const v1::RenameOrganisationRequest& request) {
  TRY(organisation, tx.load<Organisation>({request.organisation_id()}));
  LocalizedText name = typed_text_of(request.name());
  TRY(events, decide_renaming(organisation, name, request.reason()));
  if (events.empty()) return v1::RenameOrganisationResponse();
  tx.save(OrganisationRenaming{tx.new_id<RenamingId>(), organisation.id, organisation.name, request.reason(),
                               tx.subject(), tx.now()});
  organisation.name = std::move(name);
  tx.save(std::move(organisation));
  tx.emit(events);
  return v1::RenameOrganisationResponse();
}

}  // namespace opora::registration
