// What somebody has put right by hand is not written over by a list that doesn't know of it: of each correction that a
// comparison would send, the platform is asked who has said it last. Of people the comparison knows it by itself
// (correct_people.h); of what organisations are called, the platform tells nobody.
#pragma once

#include "opora/load/compare.h"
#include "opora/load/standing.h"
#include "platform/result/result.h"

namespace opora::load {

// Refuses such rows with CORRECTED_SINCE. The first query that is refused ends it.
Result<void> refuse_what_was_corrected_since(Comparison& comparison, const Query& query);

}  // namespace opora::load
