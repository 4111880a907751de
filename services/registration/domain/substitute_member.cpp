#include "registration/domain/substitute_member.h"

#include <algorithm>

#include "registration/domain/group_change.h"

namespace opora::registration {
namespace {

Result<void> check_in_time(const SubstituteMemberFacts& facts, ChangedBy by, Instant now) {
  TRY_DO(check_held(facts.session));
  if (by == ChangedBy::organisation && !is_open(facts.session, facts.seats, now)) return registration_closed();
  return check_may_take_out(facts.session, now);
}

}  // namespace

Result<GroupNaming> decide(const SubstituteMemberFacts& facts, const PersonId& leaver, const Mention& substitute,
                           const Why& why, Instant now, Strangers& told) {
  const Group& group = facts.naming.group;
  if (group.status == GroupStatus::cancelled) return group_cancelled();
  const std::vector<PersonId> present = in_group(group.id, facts.naming.placements.attendees);
  const auto is_in = [&](const PersonId& person) { return std::ranges::find(present, person) != present.end(); };
  if (!is_in(leaver)) {
    if (is_in(substitute.person)) return GroupNaming{};
    return not_in_group();
  }
  if (is_in(substitute.person))
    return refuse(Code::conflict, "SUBSTITUTE_IN_GROUP",
                  "Who is to come instead is named in this group already. If the other one doesn't come, say so "
                  "(CancelMembers).");
  TRY_DO(check_in_time(facts, why.by, now));
  if (facts.has_come) TRY_DO(check_has_not_come({&leaver, 1}));

  NameGroupMembersFacts room = facts.naming;
  --room.group.named_count;
  TRY(naming, decide(room, {&substitute, 1}, told));
  naming.events = {
      GroupMemberSubstituted{group.id, group.session, leaver, substitute.person, why, group.change_count + 1}};
  return naming;
}

}  // namespace opora::registration
