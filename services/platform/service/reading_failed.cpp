#include "platform/service/reading_failed.h"

namespace opora {

Error reading_failed(const EngineError& error) {
  if (error.kind() == EngineError::Kind::corrupt)
    return {Code::internal, "DATABASE_CORRUPT", "The database is damaged. Operators must restore it from a backup."};
  if (error.kind() == EngineError::Kind::too_slow)
    return {Code::unavailable, "TOOK_TOO_LONG",
            "The database ended this request, which took too long. Ask for less at once, or try again later."};
  return {Code::unavailable, "STORAGE_UNAVAILABLE", "The database can't be read now. Try again shortly."};
}

}  // namespace opora
