#include "reporting/domain/group_seats.h"

#include <algorithm>

namespace opora::reporting {

GroupSeats learn(const std::optional<GroupSeats>& known, const GroupSeats& news) {
  if (!known) return news;
  GroupSeats learnt = *known;
  learnt.head_count = std::max(known->head_count, news.head_count);
  learnt.standing = std::max(known->standing, news.standing);
  learnt.organisation = std::max(known->organisation, news.organisation);
  return learnt;
}

}  // namespace opora::reporting
