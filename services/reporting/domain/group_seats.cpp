#include "reporting/domain/group_seats.h"

#include <algorithm>

namespace opora::reporting {

GroupSeats updated(const std::optional<GroupSeats>& known, const GroupSeats& update) {
  if (!known) return update;
  GroupSeats result = *known;
  if (update.change == known->change) result.head_count = std::max(known->head_count, update.head_count);
  if (update.change > known->change) result.head_count = update.head_count;
  result.change = std::max(known->change, update.change);
  result.standing = std::max(known->standing, update.standing);
  result.organisation = std::max(known->organisation, update.organisation);
  result.told_at = std::max(known->told_at, update.told_at);
  return result;
}

GroupMember updated(const std::optional<GroupMember>& known, const GroupMember& update) {
  const auto order = [](const GroupMember& each) { return std::pair(each.change, !each.has_left); };
  return known && order(*known) > order(update) ? *known : update;
}

}  // namespace opora::reporting
