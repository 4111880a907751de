#include "scheduling/domain/change_capacity.h"

#include "scheduling/domain/plan_session.h"
#include "scheduling/domain/sessions.h"

namespace opora::scheduling {

Result<CorrectedSession> decide(const ChangeCapacityFacts& facts, std::int32_t capacity, const std::string& reason) {
  TRY_DO(check_not_cancelled(facts.session));
  Session session = facts.session;
  session.plan.capacity = capacity;
  TRY_DO(check_fits(session.plan, facts.room));
  return corrected(facts.session, std::move(session),
                   [&](const Session& changed) { return SessionCapacityChanged{changed, reason}; });
}

}  // namespace opora::scheduling
