#include "scheduling/domain/plan_session.h"

#include "platform/dates/time_zone.h"
#include "scheduling/domain/add.h"

namespace opora::scheduling {
namespace {

Result<void> check_against_round_and_room(const SessionPlan& plan, const Round& round, const Room& room) {
  if (!round.projects.contains(plan.project))
    return refuse(Code::invalid, "PROJECT_NOT_IN_ROUND",
                  "The round is not one of this project's. Choose a project of the round.");
  return check_fits(plan, room);
}

}  // namespace

Result<void> check_fits(const SessionPlan& plan, const Room& room) {
  if (plan.capacity > room.capacity)
    return refuse(Code::invalid, "CAPACITY_LARGER_THAN_ROOM",
                  "The room holds fewer people than could take part. Choose a larger room or a smaller capacity.");
  return {};
}

Result<Session> session_of(const SessionPlan& plan, const Round& round, const Room& room, const Site& site,
                           ActsFor planner) {
  TRY_DO(check_against_round_and_room(plan, round, room));
  TRY_DO(check_held_in(round, site.region, planner));
  TRY(starts_at, instant_of(plan.local_start, site.time_zone));
  TRY(registration_ends_at, instant_of(plan.local_registration_end, site.time_zone));
  if (registration_ends_at > starts_at)
    return refuse(Code::invalid, "CLOSES_AFTER_START", "Registration must end when the session starts, or before.");
  return Session{plan, site.id, site.time_zone, starts_at, registration_ends_at, false};
}

Result<Session> decide(const PlanSessionFacts& facts, const SessionPlan& plan, ActsFor planner) {
  const auto& [known, round, room, site] = facts;
  if (known) {
    if (known->plan == plan) return *known;
    return refuse_id_taken();
  }
  TRY_DO(require_text(plan.title, "title"));
  return session_of(plan, round, room, site, planner);
}

}  // namespace opora::scheduling
