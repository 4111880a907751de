#include "reporting/domain/group_seats.h"

#include <algorithm>

namespace opora::reporting {

GroupSeats updated(const std::optional<GroupSeats>& known, const GroupSeats& update) {
  if (!known) return update;
  GroupSeats result = *known;
  result.head_count = std::max(known->head_count, update.head_count);
  result.standing = std::max(known->standing, update.standing);
  result.organisation = std::max(known->organisation, update.organisation);
  return result;
}

}  // namespace opora::reporting
