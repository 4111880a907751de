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
  bool operator==(const GroupSeats&) const = default;
};

// What is known of a group after one more event told `update` about it. A group's updates can arrive in any order, and
// more than once, and give the same: the furthest standing and the stated head count win; cancelling a waiting group
// states none.
GroupSeats updated(const std::optional<GroupSeats>& known, const GroupSeats& update);

}  // namespace opora::reporting
