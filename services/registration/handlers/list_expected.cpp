// Lists who is expected at a session, for its door: groups with their organisations and the names that are known.
#include <map>

#include "platform/paging/page.h"
#include "registration/handlers/handlers.h"
#include "registration/store/attendee.h"
#include "registration/store/group.h"
#include "registration/store/organisation.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {

Result<v1::ListExpectedResponse> list_expected(Snapshot& snapshot, const v1::ListExpectedRequest& request) {
  TRY(session, snapshot.load<Session>({request.session_id()}));
  TRY(page, page_asked_by(request, "expected " + session.id.value));
  TRY(groups, expected_after(snapshot, session.id, page.after, page.limit()));
  page.size = count_of_page(groups, page.size);
  v1::ListExpectedResponse response;
  response.set_next_page_token(page_of(groups, page));
  if (groups.empty()) return response;
  std::vector<OrganisationId> senders;
  for (const Group& group : groups) senders.push_back(group.organisation);
  TRY(organisations, snapshot.load_all<Organisation>(senders));
  std::map<OrganisationId, const Organisation*> by_sender;
  for (const Organisation& organisation : organisations) by_sender.emplace(organisation.id, &organisation);
  std::map<GroupId, v1::ExpectedGroup*> by_id;
  for (const Group& group : groups) {
    v1::ExpectedGroup& out = *response.add_groups();
    to_proto(group, *by_sender.at(group.organisation), out);
    by_id.emplace(group.id, &out);
  }
  TRY(members, members_among(snapshot, session.id, groups.front().arrival, groups.back().arrival));
  for (const auto& [group, person] : members) to_proto(person, *by_id.at(group)->add_people());
  return response;
}

}  // namespace opora::registration
