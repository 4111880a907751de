// A round's reach counted by the database, in SQL: slow, and only there to prove what reports are made of
// (domain/reach.h).
#pragma once

#include <vector>

#include "platform/lane/transaction.h"
#include "reporting/domain/reach.h"

namespace opora::reporting {

// The same rows, in the same order, as Visits::reach_by gives.
Result<std::vector<KeyedReach>> recount(Reader& reader, const RoundId& round, Dimension dimension);

// The same number as Visits::people_unverified gives.
Result<std::int64_t> recount_people_unverified(Reader& reader, const RoundId& round);

}  // namespace opora::reporting
