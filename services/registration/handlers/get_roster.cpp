// Lists who works at an organisation on a day, or on any.
#include <map>
#include <utility>
#include <vector>

#include "platform/paging/page.h"
#include "registration/handlers/handlers.h"
#include "registration/store/occupation_there.h"
#include "registration/store/organisation.h"
#include "registration/store/roster.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

// Where somebody works as something else than they were introduced as, that is told of them.
Result<void> put_occupations(Snapshot& snapshot, const OrganisationId& organisation,
                             std::vector<RosterEntry>& entries) {
  std::vector<KeyOf<OccupationThere>> keys;
  for (const RosterEntry& entry : entries) keys.emplace_back(entry.person.id, organisation, entry.from_date);
  TRY(found, snapshot.load_all<OccupationThere>(keys));
  std::map<std::pair<PersonId, std::string>, Occupation> there;
  for (const OccupationThere& each : found) there.emplace(std::pair(each.person, each.from_date), each.occupation);
  for (RosterEntry& entry : entries)
    if (const auto other = there.find({entry.person.id, entry.from_date}); other != there.end())
      entry.person.occupation = other->second;
  return {};
}

}  // namespace

Result<v1::GetRosterResponse> get_roster(Snapshot& snapshot, const v1::GetRosterRequest& request) {
  TRY(organisation, snapshot.load<Organisation>({request.organisation_id()}));
  const bool on_any = request.on_date().empty();
  TRY(page, page_asked_by(request, (on_any ? "roster history " : "roster ") + organisation.id.value));
  TRY(entries, on_any ? roster_history_after(snapshot, organisation.id, page.after, page.limit())
                      : roster_after(snapshot, organisation.id, request.on_date(), page.after, page.limit()));
  v1::GetRosterResponse response;
  response.set_next_page_token(page_of(entries, page));
  TRY_DO(put_occupations(snapshot, organisation.id, entries));
  for (const RosterEntry& entry : entries) to_proto(entry, *response.add_members());
  return response;
}

}  // namespace opora::registration
