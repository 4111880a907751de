#include "scheduling/domain/move_session.h"

#include "scheduling/domain/plan_session.h"
#include "scheduling/domain/publish_session.h"
#include "scheduling/domain/sessions.h"

namespace opora::scheduling {

Result<Session> moved(const MoveSessionFacts& facts, const MoveSession& command, ActsFor planner) {
  TRY_DO(check_not_cancelled(facts.session));
  // Who may see who registered hangs on the region, and so does who looks at scans.
  if (facts.new_site.region != facts.site.region)
    return refuse(Code::conflict, "ROOM_IN_ANOTHER_REGION",
                  "The room lies in another region, where others are responsible. Cancel the session, and have another "
                  "one planned there.");
  SessionPlan plan = facts.session.plan;
  plan.room = command.room;
  plan.local_start = command.local_start;
  plan.duration = command.duration;
  plan.capacity = command.capacity;
  plan.local_registration_end = command.local_registration_end;
  TRY(session, session_of(plan, facts.round, facts.room, facts.new_site, planner));
  session.published = facts.session.published;
  session.version = facts.session.version;
  return session;
}

Result<CorrectedSession> decide(const MoveSessionFacts& facts, const Session& moved,
                                const std::optional<Booking>& last_before_end, const std::string& reason) {
  if (moved.published) TRY_DO(check_free(last_before_end, moved));
  return corrected(facts.session, moved, [&](const Session& session) {
    return SessionMoved{session, facts.new_site.region, reason};
  });
}

}  // namespace opora::scheduling
