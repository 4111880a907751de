#include "reporting/domain/session_state.h"

#include <chrono>

namespace opora::reporting {

Instant end_of(const SessionDetails& details) {
  return details.starts_at + std::chrono::minutes(details.duration_minutes);
}

SessionState state_of(const Session& session, const SessionDetails& details, bool somebody_came, Instant now) {
  if (session.cancelled) return SessionState::cancelled;
  const bool is_over = end_of(details) <= now;
  if (is_over) return somebody_came ? SessionState::held : SessionState::not_recorded;
  return somebody_came || details.starts_at <= now ? SessionState::under_way : SessionState::planned;
}

}  // namespace opora::reporting
