#include "registration/domain/cancel_group.h"

namespace opora::registration {

Events decide_cancellation(const Group& group, const Why& why) {
  if (group.status == GroupStatus::cancelled) return {};
  const int freed = group.status == GroupStatus::confirmed ? group.head_count : 0;
  return {GroupCancelled{group.id, group.session, group.head_count, freed, why, group.change_count + 1}};
}

}  // namespace opora::registration
