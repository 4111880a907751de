// What was put right in a round, by what was said last of each attendance, count, group and session.
#pragma once

#include <vector>

#include "platform/lane/transaction.h"
#include "reporting/domain/corrections.h"
#include "reporting/domain/facts.h"

namespace opora::reporting {

// Each kind once, in a report's order: those that were said at `since` or after. What is told of a session anyway, who
// came to it and which groups it has, is a correction once it comes more than a day after the session's end, when
// devices that had no network have long sent theirs; or since `since`, where the session was over by then.
Result<std::vector<CorrectionCount>> corrections_of(Reader& reader, const RoundId& round, Instant since);

}  // namespace opora::reporting
