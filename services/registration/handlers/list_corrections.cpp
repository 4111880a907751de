// Lists what was put right about people through an organisation, and what was said of it and others.
#include "platform/paging/page.h"
#include "registration/handlers/handlers.h"
#include "registration/store/correction.h"
#include "registration/store/organisation.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

constexpr int kIdentitiesMax = 100;

}  // namespace

Result<v1::ListCorrectionsResponse> list_corrections(Snapshot& snapshot, const v1::ListCorrectionsRequest& request) {
  TRY(organisation, snapshot.load<Organisation>({request.organisation_id()}));
  TRY(page, page_asked_by(request, "corrections " + organisation.id.value));
  TRY(corrections, corrections_after(snapshot, organisation.id, page.after, page.limit()));
  v1::ListCorrectionsResponse response;
  response.set_next_page_token(page_of(corrections, page));
  for (const Correction& correction : corrections) to_proto(correction, *response.add_corrections());
  if (!request.page_token().empty()) return response;
  TRY(identities, identities_of(snapshot, organisation.id, kIdentitiesMax));
  for (const OrganisationIdentity& each : identities) to_proto(each, *response.add_identities());
  return response;
}

}  // namespace opora::registration
