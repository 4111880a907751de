// Where a group registration stands, and how many seats it has or waits for.
#pragma once

#include <optional>

#include "reporting/domain/facts.h"

namespace opora::reporting {

// In the order in which a group can pass through them: it never goes back.
enum class GroupStatus { waiting = 1, confirmed = 2, cancelled = 3 };

struct GroupSeats {
  GroupId id;
  SessionId session;
  int head_count = 0;
  GroupStatus standing = GroupStatus::waiting;
  OrganisationId organisation = {};  // who sends it; cancelling states none
  int change = 0;  // how many changes it had seen when the head count was told
  Instant told_at = {};  // when something was said of it last, but who is in it
  bool operator==(const GroupSeats&) const = default;
};

// What is known of a group after one more event told `update` about it. A group's updates can arrive in any order, and
// more than once, and give the same: the furthest standing wins, and of the head counts that of its last change;
// cancelling a waiting group states none.
GroupSeats updated(const std::optional<GroupSeats>& known, const GroupSeats& update);

// Likewise of a member: what the group's last change says, and whoever is named after it is in the group again; but not
// by an older build, which doesn't say after which one (docs/adr/0047).
GroupMember updated(const std::optional<GroupMember>& known, const GroupMember& update);

}  // namespace opora::reporting
