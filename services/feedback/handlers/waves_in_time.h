// What follows from what becomes of a wave: it is kept and told, and what comes next has its time.
#pragma once

#include "feedback/domain/wave_steps.h"
#include "platform/lane/transaction.h"

namespace opora::feedback {

// Keeps a step of a wave of the series. Reads before it writes.
Result<void> take(Transaction& tx, const Series& series, WaveStep step);

// Closes a wave now, if it takes answers: how many there are decides what becomes of it. The status that it has then.
Result<WaveStatus> close_now(Transaction& tx, const Series& series, const Wave& wave);

}  // namespace opora::feedback
