#include "registration/domain/group_change.h"

#include <algorithm>

namespace opora::registration {
namespace {

bool describe(GroupChange& change, const GroupHeadCountChanged& event) {
  change.kind = GroupChangeKind::head_count;
  change.head_count = event.head_count;
  if (!event.waits) change.freed_count = std::max(0, event.before - event.head_count);
  return true;
}

bool describe(GroupChange& change, const GroupMemberSubstituted& event) {
  change.kind = GroupChangeKind::substitution;
  change.left = {event.person};
  change.substitute = event.substitute;
  return true;
}

bool describe(GroupChange& change, const GroupMembersCancelled& event) {
  change.kind = GroupChangeKind::members_cancelled;
  change.head_count = event.head_count;
  change.left = event.people;
  if (!event.waits) change.freed_count = event.before - event.head_count;
  return true;
}

bool describe(GroupChange& change, const GroupCancelled& event) {
  change.kind = GroupChangeKind::cancelled;
  change.head_count = 0;
  change.freed_count = event.freed_count;
  return true;
}

bool describe(GroupChange& change, const GroupConfirmed&) {
  change.kind = GroupChangeKind::passed_over;
  return true;
}

bool describe(GroupChange& change, const GroupWaitlisted& event) {
  change.kind = GroupChangeKind::more_wait;
  change.waiting = event.group;
  return true;
}

template <class Other>
bool describe(GroupChange&, const Other&) {
  return false;
}

}  // namespace

std::optional<GroupChange> change_of(const Group& before, const Events& events) {
  if (events.empty()) return {};
  GroupChange change;
  change.group = before.id;
  change.number = before.change_count + 1;
  change.session = before.session;
  change.arrival = before.arrival;
  change.before = change.head_count = before.head_count;
  const bool is_one = std::visit([&change](const auto& event) { return describe(change, event); }, events.front());
  return is_one ? std::optional(std::move(change)) : std::nullopt;
}

Result<void> check_may_add(const Session& session, const Seats& seats, ChangedBy by, Instant now) {
  TRY_DO(check_held(session));
  if (by == ChangedBy::organisation && !is_open(session, seats, now)) return registration_closed();
  if (now >= session.starts_at)
    return refuse(Code::conflict, "SESSION_BEGUN",
                  "The session has begun. Enter more people as a group of their own, as a late entry. If it has not, a "
                  "clock is wrong: opora clock show tells.");
  return {};
}

Result<void> check_may_take_out(const Session& session, Instant now) {
  if (now < session.over_at()) return {};
  return refuse(Code::conflict, "SESSION_OVER",
                "The session is over, and who came is in its attendance. If it is not, a clock is wrong: opora clock "
                "show tells.");
}

Result<void> check_has_not_come(std::span<const PersonId> came) {
  if (came.empty()) return {};
  return refuse(Code::conflict, "MEMBER_CAME",
                "Somebody listed was checked in: they have come and keep their place. If the scan was a mistake, have "
                "it put right first; if somebody else came as well, register them late.");
}

tl::unexpected<Error> not_in_group() {
  return refuse(Code::conflict, "NOT_IN_GROUP",
                "Somebody listed is not named in this group. Look at who is, and choose from them.");
}

tl::unexpected<Error> registration_closed() {
  return refuse(Code::conflict, "REGISTRATION_CLOSED",
                "Registration for this session is over. Ask the region's coordinator.");
}

tl::unexpected<Error> no_seats_free(const std::string& what_to_do) {
  return refuse(Code::conflict, "NO_SEATS_FREE",
                "There are no seats for so many people, or others wait for them. Nothing was changed. " + what_to_do);
}

tl::unexpected<Error> fewer_than_named() {
  return refuse(Code::conflict, "FEWER_THAN_NAMED",
                "More people of the group are named than would be left. Say which of them don't come (CancelMembers).");
}

}  // namespace opora::registration
