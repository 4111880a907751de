#include "registration/domain/group.h"

#include <algorithm>

namespace opora::registration {
namespace {

void fold_one(Group& group, const GroupConfirmed& confirmed) {
  group.status = GroupStatus::confirmed;
  group.arrival = confirmed.arrival;
  group.passed_over = confirmed.passed_over_waitlist;
  group.change_count = confirmed.change;
}

void fold_one(Group& group, const GroupWaitlisted& waits) {
  group.status = GroupStatus::waiting;
  group.arrival = waits.arrival;
  group.part_of = waits.part_of;
}

void fold_one(Group& group, const GroupCancelled& cancelled) {
  group.status = GroupStatus::cancelled;
  group.change_count = cancelled.change;
}

void fold_one(Group& group, const GroupMembersNamed& named) {
  group.named_count += static_cast<int>(named.people.size());
}

void fold_one(Group& group, const GroupHeadCountChanged& changed) {
  group.head_count = changed.head_count;
  group.change_count = changed.change;
}

void fold_one(Group& group, const GroupMemberSubstituted& changed) { group.change_count = changed.change; }

void fold_one(Group& group, const GroupMembersCancelled& changed) {
  group.head_count = changed.head_count;
  group.named_count -= static_cast<int>(changed.people.size());
  group.change_count = changed.change;
}

}  // namespace

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

std::vector<PersonId> in_group(const GroupId& group, std::span<const Attendee> present) {
  std::vector<PersonId> people;
  for (const Attendee& attendee : present)
    if (attendee.group == group) people.push_back(attendee.person);
  return people;
}

tl::unexpected<Error> group_cancelled() {
  return refuse(Code::conflict, "GROUP_CANCELLED", "The group was cancelled. Register a new one.");
}

Group fold(Group group, const Events& events) {
  for (const Event& event : events)
    std::visit(
        [&group](const auto& fact) {
          if constexpr (requires { fact.group; })
            if (fact.group == group.id) fold_one(group, fact);
        },
        event);
  return group;
}

}  // namespace opora::registration
