#include "registration/domain/cancel_group.h"

namespace opora::registration {
namespace {

Result<void> check_nobody_came(const CancelGroupFacts& facts, Instant now) {
  if (now >= facts.session.over_at())
    return refuse(Code::conflict, "SESSION_OVER",
                  "The session is over, so its groups stay: whoever did not come is told as not having come. If it is "
                  "not over, a clock is wrong: opora clock show tells.");
  // Who is counted has come with seats: a group that waits has none.
  const bool is_counted = facts.group.status == GroupStatus::confirmed && facts.counted_count > 0;
  if (!facts.has_member_come && !is_counted) return {};
  return refuse(Code::conflict, "GROUP_CAME",
                "Somebody of the group has come: they were checked in, or people of its organisation were counted. Say "
                "who doesn't come (CancelMembers), or leave it as it is: whoever stays away is told as not having "
                "come. If nobody came, have the attendance taken back first, or the count put right.");
}

}  // namespace

Result<Events> decide(const CancelGroupFacts& facts, const CancelGroup& command, Instant now) {
  if (facts.group.status == GroupStatus::cancelled) return Events{};
  if (!command.late_entry) TRY_DO(check_nobody_came(facts, now));
  return decide_cancellation(facts.group, command.why);
}

Events decide_cancellation(const Group& group, const Why& why) {
  if (group.status == GroupStatus::cancelled) return {};
  const int freed = group.status == GroupStatus::confirmed ? group.head_count : 0;
  return {GroupCancelled{group.id, group.session, group.head_count, freed, why, group.change_count + 1}};
}

}  // namespace opora::registration
