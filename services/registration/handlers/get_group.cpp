// Tells where a group stands, who is in it, and what was changed of it.
#include <algorithm>
#include <ranges>

#include "registration/handlers/handlers.h"
#include "registration/store/attendee.h"
#include "registration/store/group.h"
#include "registration/store/group_change.h"
#include "registration/store/person.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

constexpr std::size_t kNamesMax = 200;  // beside those who are in it: a hundred changes may have a thousand people each

// Who left it or came in somebody's place, by name: by the last changes, as many as are told.
Result<std::vector<Person>> people_in(Snapshot& snapshot, const std::vector<GroupChange>& changes) {
  std::vector<PersonId> ids;
  for (const GroupChange& change : changes | std::views::reverse) {
    if (!change.substitute.empty()) ids.push_back(change.substitute);
    ids.insert(ids.end(), change.left.begin(), change.left.end());
    if (ids.size() >= kNamesMax) break;
  }
  ids.resize(std::min(ids.size(), kNamesMax));
  return snapshot.load_all<Person>(ids);
}

}  // namespace

Result<v1::GetGroupResponse> get_group(Snapshot& snapshot, const v1::GetGroupRequest& request) {
  TRY(group, snapshot.load<Group>({request.group_id()}));
  TRY(place, waitlist_place(snapshot, group));
  TRY(members, members_of(snapshot, group.id));
  TRY(changes, changes_of(snapshot, group.id));
  TRY(people, people_in(snapshot, changes));
  TRY(passes, passed_over(snapshot, group));
  v1::GetGroupResponse response;
  v1::Group& told = *response.mutable_group();
  to_proto(group, place, members, told);
  for (const GroupChange& change : changes) to_proto(change, people, *told.add_changes());
  for (const GroupChange& pass : passes) to_proto(pass, *told.add_passed_over());
  return response;
}

}  // namespace opora::registration
