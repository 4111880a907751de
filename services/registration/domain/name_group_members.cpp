#include "registration/domain/name_group_members.h"

#include <algorithm>
#include <set>

namespace opora::registration {
namespace {

Result<Events> decide_names(const Group& group, std::span<const Mention> members, std::span<const PersonId> present,
                            const SamePeople& same) {
  if (group.status == GroupStatus::cancelled) return group_cancelled();
  std::set<PersonId> settled;
  for (const PersonId& person : present) settled.insert(same.kept_of(person));
  GroupMembersNamed named{group.id, {}, group.change_count};
  for (const Mention& member : members)
    if (settled.insert(same.kept_of(member.person)).second) named.people.push_back(member.person);
  if (named.people.empty()) return Events{};
  if (group.named_count + static_cast<int>(named.people.size()) > group.head_count) return more_names_than_seats();
  return Events{std::move(named)};
}

// Those who are not in the group yet: the others may be listed again by id.
std::vector<Mention> not_yet_in(std::span<const Mention> members, std::span<const PersonId> present,
                                const SamePeople& same) {
  std::vector<Mention> others(members.begin(), members.end());
  std::erase_if(others, [&](const Mention& each) {
    return std::ranges::any_of(present, [&](const PersonId& person) { return same.are_one(person, each.person); });
  });
  return others;
}

// The groups of those who are to be named. Whoever is named here keeps a seat that they have elsewhere under another
// id.
std::vector<Group> groups_of(std::span<const Mention> newly_named, const Placements& placements,
                             const SamePeople& same) {
  std::vector<Group> groups = placements.groups;
  std::erase_if(groups, [&](const Group& group) {
    return std::ranges::none_of(placements.attendees, [&](const Attendee& attendee) {
      const auto is_theirs = [&](const Mention& each) { return same.are_one(attendee.person, each.person); };
      return attendee.group == group.id && std::ranges::any_of(newly_named, is_theirs);
    });
  });
  return groups;
}

}  // namespace

Result<GroupNaming> decide(const NameGroupMembersFacts& facts, std::span<const Mention> members, Strangers& told) {
  const OrganisationId& organisation = facts.group.organisation;
  const std::vector<PersonId> present = in_group(facts.group.id, facts.placements.attendees);
  TRY(events, decide_names(facts.group, members, present, facts.same));
  const std::vector<Mention> newly_named = not_yet_in(members, present, facts.same);
  TRY_DO(check_acquaintance(organisation, newly_named, facts.known, facts.careers));
  TRY(newcomers, introduce(organisation, members, facts.known, facts.careers, present, told));
  TRY_DO(check_elsewhere(facts.group.id, groups_of(newly_named, facts.placements, facts.same)));
  return GroupNaming{std::move(events), std::move(newcomers)};
}

}  // namespace opora::registration
