// Says that two organisations are two; where they were merged, they are taken apart.
#include "platform/lane/gather.h"
#include "registration/domain/merge_organisations.h"
#include "registration/handlers/handlers.h"
#include "registration/handlers/merging.h"
#include "registration/store/likely_duplicates.h"
#include "registration/store/organisation.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::UnmergeOrganisationsResponse> unmerge_organisations(Transaction& tx,
                                                               const v1::UnmergeOrganisationsRequest& request) {
  const OrganisationId one_id{request.organisation_id()}, other_id{request.other_organisation_id()};
  const auto pair = in_order(one_id, other_id);
  TRY(found, gather(tx, one<Organisation>(one_id), one<Organisation>(other_id), maybe<ApartOrganisations>(pair)));
  const auto& [organisation, other, told] = found;
  TRY(parting, decide_apart(organisation, other, answers_for(tx, other), told.has_value()));
  v1::UnmergeOrganisationsResponse response;
  response.set_were_merged(parting.were_merged);
  if (parting.events.empty()) return response;

  tx.emit(parting.events);
  constexpr IdentityChange kApart = IdentityChange::taken_apart;
  save_identity(tx, parting.kept, kApart, parting.merged, kApart, request.reason());
  tx.save(ApartOrganisations{pair.first, pair.second});
  if (parting.were_merged) {
    tx.save(std::move(parting.kept));
    tx.save(std::move(parting.merged));
  }
  return response;
}

}  // namespace opora::registration
