// What callers are told whose request could not be answered for an engine's trouble.
#pragma once

#include "platform/result/result.h"
#include "platform/sql/sql.h"

namespace opora {

// DATABASE_CORRUPT, TOOK_TOO_LONG or STORAGE_UNAVAILABLE.
Error reading_failed(const EngineError& error);

}  // namespace opora
