// What callers are told of an engine's trouble.
#pragma once

#include "platform/result/result.h"
#include "platform/sql/sql.h"

namespace opora {

// Trouble that concerns everybody, not one command: nothing is gained by trying them one by one.
bool is_outage(const EngineError& error);
// STORAGE_FULL, CLOCK_WRONG or STORAGE_UNAVAILABLE.
Error outage(const EngineError& error);
// TOOK_TOO_LONG.
Error ended_for_its_time();
// INTERNAL.
Error mistake_of_ours();
// DEADLINE_PASSED.
Error turn_came_too_late();

}  // namespace opora
