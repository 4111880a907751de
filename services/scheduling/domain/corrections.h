// Corrections: what was wrong is put right by saying how it is, and why. Nothing is edited away: what others know of is
// told as an event, and who said so, when and why is kept for good.
#pragma once

#include <functional>
#include <string>

#include "scheduling/domain/events.h"

namespace opora::scheduling {

// How something was put right. Numbered as in the contract: stores keep the number.
enum class CorrectionKind { moved = 1, capacity_changed = 2, cancelled = 3, renamed = 4 };

// The record of one.
struct Correction {
  CorrectionId id;    // new ones are greater
  std::string thing;  // whose id it is
  CorrectionKind kind = CorrectionKind::moved;
  std::string reason;
  std::string corrected_by;  // the subject of a token
  Instant corrected_at;
  bool operator==(const Correction&) const = default;
};

// A session after a correction.
struct CorrectedSession {
  Session session;
  bool is_news = false;  // it was otherwise before
  Events events = {};    // none of a plan: it is nobody else's business
};

// `told` makes the event of the session as it is then.
CorrectedSession corrected(const Session& before, Session after, const std::function<Event(const Session&)>& told);

}  // namespace opora::scheduling
