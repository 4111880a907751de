#include "registration/domain/cancel_members.h"

#include <algorithm>

#include "registration/domain/group_change.h"

namespace opora::registration {
namespace {

// Those listed who are in the group; whoever has left theirs stays out. Refused with NOT_IN_GROUP.
Result<std::vector<PersonId>> leavers(const CancelMembersFacts& facts, std::span<const PersonId> people) {
  std::vector<PersonId> in_it;
  for (const PersonId& person : people) {
    const auto found = std::ranges::find(facts.attendees, person, &Attendee::person);
    if (found == facts.attendees.end()) return not_in_group();
    if (found->group.empty()) continue;
    if (found->group != facts.group.id) return not_in_group();
    in_it.push_back(person);
  }
  return in_it;
}

Result<void> check_listed(const CancelMembers& command) {
  if (command.people.empty() && command.unnamed_count == 0)
    return refuse(Code::invalid, "NOBODY_LEAVES",
                  "Say who doesn't come: people who are named, or how many of those who are not.");
  auto people = command.people;
  std::ranges::sort(people);
  if (std::ranges::adjacent_find(people) != people.end())
    return refuse(Code::invalid, "NAMED_TWICE", "Somebody is listed twice. List everybody once.");
  return {};
}

}  // namespace

Result<Events> decide(const CancelMembersFacts& facts, const CancelMembers& command, Instant now) {
  const Group& group = facts.group;
  if (group.status == GroupStatus::cancelled) return group_cancelled();
  TRY_DO(check_listed(command));
  TRY(people, leavers(facts, command.people));
  if (people.empty() && command.unnamed_count == 0) return Events{};
  TRY_DO(check_may_take_out(facts.session, now));
  TRY_DO(check_has_not_come(facts.came));

  const int left = group.head_count - static_cast<int>(people.size()) - command.unnamed_count;
  if (command.unnamed_count > group.head_count - group.named_count) return fewer_than_named();
  if (left <= 0)
    return refuse(Code::conflict, "NOBODY_LEFT", "Nobody of the group would be left. Cancel the group (CancelGroup).");
  return Events{GroupMembersCancelled{group.id, group.session, std::move(people), group.head_count, left,
                                      group.status == GroupStatus::waiting, command.why, group.change_count + 1}};
}

}  // namespace opora::registration
