// Lists who is expected at a session, for its door: groups with their organisations and the names that are known.
#include <map>
#include <span>

#include "platform/paging/page.h"
#include "platform/text/text_message.h"
#include "registration/handlers/handlers.h"
#include "registration/store/attendee.h"
#include "registration/store/group.h"
#include "registration/store/organisation.h"
#include "registration/store/session.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

constexpr int kPeopleMax = 1'000;

void fill(v1::ExpectedGroup& out, const Group& group, const Organisation& organisation) {
  out.set_group_id(group.id.value);
  out.set_organisation_id(group.organisation.value);
  put_text(organisation.name, *out.mutable_organisation_name());
  out.set_head_count(group.head_count);
  out.set_status(to_proto(group.status));
}

// How many of the groups make a page: as many as were asked for, unless they have too many people for one answer.
std::size_t count_of_page(std::span<const Group> groups, int size) {
  int people = 0;
  std::size_t count = 0;
  for (; count < groups.size() && count < static_cast<std::size_t>(size); ++count) {
    people += groups[count].named_count;
    if (count > 0 && people > kPeopleMax) break;
  }
  return count;
}

}  // namespace

Result<v1::ListExpectedResponse> list_expected(Snapshot& snapshot, const v1::ListExpectedRequest& request) {
  TRY(session, snapshot.load<Session>({request.session_id()}));
  const std::string list = "expected " + session.id.value;
  TRY(after, place_of_token(list, request.page_token(), {}));
  const int size = page_size_of(request.page_size());
  TRY(groups, expected_after(snapshot, session.id, after.number, size + 1));
  v1::ListExpectedResponse response;
  if (const std::size_t count = count_of_page(groups, size); count < groups.size()) {
    groups.resize(count);
    response.set_next_page_token(to_token(list, {groups.back().arrival, groups.back().id.value}));
  }
  if (groups.empty()) return response;
  std::vector<OrganisationId> senders;
  for (const Group& group : groups) senders.push_back(group.organisation);
  TRY(organisations, snapshot.load_all<Organisation>(senders));
  std::map<OrganisationId, const Organisation*> by_sender;
  for (const Organisation& organisation : organisations) by_sender.emplace(organisation.id, &organisation);
  std::map<GroupId, v1::ExpectedGroup*> by_id;
  for (const Group& group : groups) {
    v1::ExpectedGroup& out = *response.add_groups();
    fill(out, group, *by_sender.at(group.organisation));
    by_id.emplace(group.id, &out);
  }
  TRY(members, members_among(snapshot, session.id, groups.front().arrival, groups.back().arrival));
  for (const auto& [group, person] : members) {
    v1::ExpectedPerson& out = *by_id.at(group)->add_people();
    out.set_person_id(person.id.value);
    out.set_name(person.name);
  }
  return response;
}

}  // namespace opora::registration
