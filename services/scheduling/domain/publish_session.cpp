#include "scheduling/domain/publish_session.h"

#include "scheduling/domain/sessions.h"

namespace opora::scheduling {

Result<void> check_free(const std::optional<Booking>& last_before_end, const Session& session) {
  if (!last_before_end || last_before_end->ends_at <= session.starts_at) return {};
  return refuse(Code::conflict, "ROOM_DOUBLE_BOOKED",
                "Another published session is in the room at that time. Plan this one for another room or time.");
}

Result<Events> decide(const PublishSessionFacts& facts, const Session& session, ActsFor planner) {
  const auto& [round, site, last_before_end] = facts;
  if (session.published) return Events{};
  TRY_DO(check_not_cancelled(session));
  TRY_DO(check_held_in(round, site.region, planner));
  TRY_DO(check_free(last_before_end, session));
  return Events{SessionPublished{session, site.region}};
}

}  // namespace opora::scheduling
