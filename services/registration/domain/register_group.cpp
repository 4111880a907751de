#include "registration/domain/register_group.h"

#include <algorithm>

namespace opora::registration {
namespace {

bool holds_all(const Group& group, std::span<const Mention> members, std::span<const Attendee> present) {
  return std::ranges::all_of(members, [&](const Mention& member) {
    return std::ranges::any_of(present, [&](const Attendee& attendee) {
      return attendee.person == member.person && attendee.group == group.id;
    });
  });
}

}  // namespace

Result<GroupRegistration> decide(const RegisterGroupFacts& facts, const RegisterGroup& command, Instant now,
                                 Strangers& told) {
  TRY(events, decide_seats(facts.session, facts.seats, command, now));
  TRY_DO(check_members(command.head_count, command.members));
  TRY_DO(check_listed_once(facts.same, command.members));
  TRY_DO(check_acquaintance(command.organisation, command.members, facts.known, facts.careers));
  TRY(newcomers, introduce(command.organisation, command.members, facts.known, facts.careers, {}, told));
  TRY_DO(check_elsewhere(command.group, facts.placements.groups));
  return GroupRegistration{std::move(events), std::move(newcomers)};
}

Result<void> check_repeated(const RegisterGroup& command, const Group& group, std::span<const Attendee> present) {
  const bool is_cancelled = group.status == GroupStatus::cancelled;
  // Cancelling is a change as well, unless its session was cancelled; so nobody can say of one that is cancelled, and
  // has seen a change, how many it had at first.
  const bool was_changed = group.change_count > 0;
  const bool is_same = command.group == group.id && command.session == group.session &&
                       command.organisation == group.organisation &&
                       (was_changed || (command.head_count == group.head_count &&
                                        (is_cancelled || holds_all(group, command.members, present))));
  if (is_same) return {};
  return refuse(Code::conflict, "ID_TAKEN", "Another group has this id. Make a new id for the new group.");
}

}  // namespace opora::registration
