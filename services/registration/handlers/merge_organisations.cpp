// Says that two organisations are one.
#include "registration/domain/merge_organisations.h"

#include "platform/lane/gather.h"
#include "registration/handlers/handlers.h"
#include "registration/handlers/merging.h"
#include "registration/store/organisation.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::MergeOrganisationsResponse> merge_organisations(Transaction& tx,
                                                           const v1::MergeOrganisationsRequest& request) {
  const OrganisationId kept_id{request.organisation_id()}, merged_id{request.merged_organisation_id()};
  TRY(found, gather(tx, one<Organisation>(kept_id), one<Organisation>(merged_id)));
  const auto& [kept, merged] = found;
  TRY(merging, decide_merge(kept, merged, answers_for(tx, merged)));
  if (merging.events.empty()) return v1::MergeOrganisationsResponse();

  tx.emit(merging.events);
  save_identity(tx, merging.kept, IdentityChange::merged_here, merging.merged, IdentityChange::merged_away,
                request.reason());
  tx.save(std::move(merging.kept));
  tx.save(std::move(merging.merged));
  return v1::MergeOrganisationsResponse();
}

}  // namespace opora::registration
