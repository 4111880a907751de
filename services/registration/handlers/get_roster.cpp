// Lists who works at an organisation on a day.
#include "platform/paging/page.h"
#include "platform/service/contract_enum.h"
#include "registration/handlers/handlers.h"
#include "registration/store/organisation.h"
#include "registration/store/roster.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

void fill(v1::RosterMember& out, const RosterEntry& entry) {
  out.set_person_id(entry.person.id.value);
  out.set_name(entry.person.name);
  out.set_occupation(enum_cast<v1::Occupation>(entry.person.occupation));
  out.set_from_date(entry.from_date);
  out.set_until_date(entry.until_date);
}

}  // namespace

Result<v1::GetRosterResponse> get_roster(Snapshot& snapshot, const v1::GetRosterRequest& request) {
  TRY(organisation, snapshot.load<Organisation>({request.organisation_id()}));
  TRY(page, page_asked_by(request, "roster " + organisation.id.value));
  TRY(entries, roster_after(snapshot, organisation.id, request.on_date(), page.after, page.limit()));
  v1::GetRosterResponse response;
  response.set_next_page_token(page_of(entries, page));
  for (const RosterEntry& entry : entries) fill(*response.add_members(), entry);
  return response;
}

}  // namespace opora::registration
