// What the figures of a round are counted from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/lane/transaction.h"
#include "reporting/domain/facts.h"
#include "reporting/domain/measures.h"
#include "reporting/domain/reach.h"

namespace opora::reporting {

// Everybody who came to a round's sessions, and with whom, by what is known. Which sessions are over goes by `now`.
Result<Visits> visits_of(Reader& reader, const RoundId& round, Instant now);

// The names of a dimension's values, in the order of the rows; nothing for a code and for what is not named yet.
Result<std::vector<std::optional<LocalizedText>>> labels_of(Reader& reader, Dimension dimension,
                                                   const std::vector<KeyedReach>& rows);

// Seats that groups have, and wait for, in a round's sessions.
Result<Seats> seats_of(Reader& reader, const RoundId& round);

// Attendances, in the whole network, whose session is awaited: for operators, since they concern no round yet.
Result<std::int64_t> count_waiting_attendances(Reader& reader);

// A session that is not held, and how many were checked in to it before it was cancelled.
struct CancelledSession {
  Session session;
  std::optional<LocalizedText> title;
  std::int64_t attendance_count = 0;
};

// A round's, by date.
Result<std::vector<CancelledSession>> cancelled_sessions_of(Reader& reader, const RoundId& round);

// Attendances, in the whole network, at sessions that were cancelled.
Result<std::int64_t> count_attendances_cancelled(Reader& reader);

// All attendances there are, known session or not.
Result<std::int64_t> count_attendances(Reader& reader);

// How many other rounds a report lists: each costs a count of its own.
inline constexpr int kOtherRoundCountMax = 20;

struct OtherRound {
  Round round;
  std::optional<LocalizedText> name;
  Reach reach;
};

// The programme's other rounds, the newest first.
Result<std::vector<OtherRound>> other_rounds_of(Reader& reader, const Round& round, Instant now);

// Every round that a session belongs to.
Result<std::vector<RoundId>> rounds_with_sessions(Reader& reader);

}  // namespace opora::reporting
