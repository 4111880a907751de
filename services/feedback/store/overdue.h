// What waves wait for longer than they should. Counted for whoever looks after the platform, who is told of waves
// alone: nothing here looks at sealed tables, and no number moves with an answer.
#pragma once

#include <cstdint>

#include "platform/lane/transaction.h"

namespace opora::feedback {

// Waves whose time to open, to close or to be counted has passed: by an hour, and of counting, which waits for events
// that are not read yet, by a day. Not those that are entered afterwards, which close when somebody says so.
Result<std::int64_t> waves_to_close(Snapshot& snapshot);

// Waves that a keeper could have opened for two weeks: what is sealed lies there, and in each copy of the database, for
// longer than it need.
Result<std::int64_t> waves_to_open(Snapshot& snapshot);

}  // namespace opora::feedback
