#include "registration/domain/group.h"

#include <algorithm>

namespace opora::registration {

tl::unexpected<Error> more_names_than_seats() {
  return refuse(Code::invalid, "MORE_NAMES_THAN_SEATS",
                "More people are named than the group has seats. Name fewer, or register another group.");
}

Result<void> check_members(int head_count, std::span<const Mention> members) {
  if (members.size() > static_cast<std::size_t>(head_count)) return more_names_than_seats();
  if (members.size() < 2) return {};
  auto people = people_of(members);
  std::ranges::sort(people);
  if (std::ranges::adjacent_find(people) != people.end())
    return refuse(Code::invalid, "NAMED_TWICE", "Somebody is listed twice. List everybody once.");
  return {};
}

Result<void> check_elsewhere(const GroupId& group, std::span<const Group> groups) {
  for (const Group& other : groups)
    if (other.id != group && other.status != GroupStatus::cancelled)
      return refuse(Code::conflict, "ALREADY_REGISTERED",
                    "Somebody listed is in another group of this session. Name everybody in one group only.");
  return {};
}

Group fold(Group group, const Events& events) {
  for (const Event& event : events) {
    if (const auto* confirmed = std::get_if<GroupConfirmed>(&event); confirmed && confirmed->group == group.id) {
      group.status = GroupStatus::confirmed;
      group.arrival = confirmed->arrival;
      group.passed_over = confirmed->passed_over_waitlist;
    } else if (const auto* waits = std::get_if<GroupWaitlisted>(&event); waits && waits->group == group.id) {
      group.status = GroupStatus::waiting;
      group.arrival = waits->arrival;
    } else if (const auto* cancelled = std::get_if<GroupCancelled>(&event); cancelled && cancelled->group == group.id) {
      group.status = GroupStatus::cancelled;
    } else if (const auto* named = std::get_if<GroupMembersNamed>(&event); named && named->group == group.id) {
      group.named_count += static_cast<int>(named->people.size());
    }
  }
  return group;
}

}  // namespace opora::registration
