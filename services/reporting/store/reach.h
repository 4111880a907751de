// The figures of a round, counted by the database from the facts. Counting happens here and nowhere else; what proves
// it is domain/reach.h's recount, in the invariants.
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

// One value of a dimension.
struct ReachRow {
  std::string key;            // an id or a code; empty for guests, and for a code that was not given
  std::optional<Text> label;  // unless it is a code, or not named yet
  Reach reach;
};

// A round's reach by a dimension: most people first, then by key.
Result<std::vector<ReachRow>> reach_by(Reader& reader, const RoundId& round, Dimension dimension);

// The whole round's: all zero if nobody came.
Result<Reach> reach_of(Reader& reader, const RoundId& round);

// Seats that groups have, and wait for, in a round's sessions.
Result<Seats> seats_of(Reader& reader, const RoundId& round);

// Attendances, in the whole network, whose session is awaited.
Result<std::int64_t> count_waiting_attendances(Reader& reader);

// All attendances there are, known session or not.
Result<std::int64_t> count_attendances(Reader& reader);

// How many other rounds a report lists: each costs a count of its own.
inline constexpr int kOtherRoundCountMax = 50;

struct OtherRound {
  Round round;
  std::optional<Text> name;
  std::int64_t people = 0;
  std::int64_t attendances = 0;
};

// The programme's other rounds, the newest first.
Result<std::vector<OtherRound>> other_rounds_of(Reader& reader, const Round& round);

// Every round that a session belongs to.
Result<std::vector<RoundId>> rounds_with_sessions(Reader& reader);

// Everybody who came to a round, row by row: for counting it again.
Result<std::vector<Came>> everybody_at(Reader& reader, const RoundId& round);

}  // namespace opora::reporting
