#include "scheduling/domain/publish_session.h"

namespace opora::scheduling {

Result<Events> decide(const PublishSessionFacts& facts, const Session& session, ActsFor planner) {
  const auto& [round, site, last_before_end] = facts;
  if (session.published) return Events{};
  TRY_DO(check_held_in(round, site.region, planner));
  if (last_before_end && last_before_end->ends_at > session.starts_at)
    return refuse(Code::conflict, "ROOM_DOUBLE_BOOKED",
                  "Another published session is in the room at that time. Plan this one for another room or time.");
  return Events{SessionPublished{session, site.region}};
}

}  // namespace opora::scheduling
