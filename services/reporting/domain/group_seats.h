// Where a group registration stands, and how many seats it has or waits for.
#pragma once

#include <optional>

#include "reporting/domain/facts.h"

namespace opora::reporting {

// In the order in which a group can pass through them: it never goes back.
enum class Standing { waiting = 1, confirmed = 2, cancelled = 3 };

struct GroupSeats {
  GroupId id;
  SessionId session;
  int head_count = 0;
  Standing standing = Standing::waiting;
  OrganisationId organisation = {};  // who sends it; cancelling states none
  bool operator==(const GroupSeats&) const = default;
};

// What is known of a group after one more event told `news` about it. A group's news can arrive in any order and more
// than once and gives the same, since the furthest standing and the stated head count win: cancelling a waiting group
// states none.
GroupSeats learn(const std::optional<GroupSeats>& known, const GroupSeats& news);

}  // namespace opora::reporting
