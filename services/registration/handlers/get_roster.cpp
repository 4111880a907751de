// Lists who works at an organisation on a day, or on any.
#include "platform/paging/page.h"
#include "registration/handlers/handlers.h"
#include "registration/store/organisation.h"
#include "registration/store/roster.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::GetRosterResponse> get_roster(Snapshot& snapshot, const v1::GetRosterRequest& request) {
  TRY(organisation, snapshot.load<Organisation>({request.organisation_id()}));
  const bool on_any = request.on_date().empty();
  TRY(page, page_asked_by(request, (on_any ? "roster history " : "roster ") + organisation.id.value));
  TRY(entries, on_any ? roster_history_after(snapshot, organisation.id, page.after, page.limit())
                      : roster_after(snapshot, organisation.id, request.on_date(), page.after, page.limit()));
  v1::GetRosterResponse response;
  response.set_next_page_token(page_of(entries, page));
  for (const RosterEntry& entry : entries) to_proto(entry, *response.add_members());
  return response;
}

}  // namespace opora::registration
