// A round's reach counted by the database, in SQL: slow, and only there to prove what reports are made of
// (domain/reach.h).
#pragma once

#include <vector>

#include "platform/lane/transaction.h"
#include "reporting/domain/reach.h"
#include "reporting/domain/turnout.h"

namespace opora::reporting {

// The same rows, in the same order, as Visits::reach_by gives, where sessions are over by that time.
Result<std::vector<KeyedReach>> recount(Reader& reader, const RoundId& round, Dimension dimension, Instant now);

// Who came to each session held and who didn't, as turnout_of() says it, by the session's id.
struct SessionTurnout {
  SessionId session;
  Turnout turnout;
  bool operator==(const SessionTurnout&) const = default;
};
Result<std::vector<SessionTurnout>> recount_turnouts(Reader& reader, const RoundId& round);

// The same number as store/overlaps.h gives.
Result<std::int64_t> recount_overlapping(Reader& reader, const RoundId& round);

// The same number as Visits::people_unverified gives.
Result<std::int64_t> recount_people_unverified(Reader& reader, const RoundId& round);

}  // namespace opora::reporting
