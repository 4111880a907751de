#include "reporting/domain/session_state.h"

#include <chrono>

namespace opora::reporting {

Instant end_of(const SessionDetails& details) {
  return details.starts_at + std::chrono::minutes(details.duration_minutes);
}

SessionState state_of(const Session& session, const SessionDetails& details, bool somebody_came, Instant now) {
  if (session.cancelled) return SessionState::cancelled;
  if (somebody_came) return SessionState::held;
  return end_of(details) <= now ? SessionState::not_recorded : SessionState::planned;
}

}  // namespace opora::reporting
