// Time zones, and the instants that local times in them stand for.
//
// Looks at the system's time zone database, which is read once and never changes while the process runs: a table of
// facts like any other constant, so that a decision may use it. The database's rules reach to 2037; after that a zone
// keeps the offset it ended with.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "platform/clock/clock.h"
#include "platform/result/result.h"

namespace opora {

// Whether the system knows an IANA time zone of this name.
bool is_time_zone(const std::string& name);

// The instant at which clocks in `zone` show `local`. A time that the clocks show twice, when they are put back, is the
// earlier one. Refused with LOCAL_TIME_SKIPPED when they jump over it, and with UNKNOWN_TIME_ZONE.
Result<Instant> instant_of(std::chrono::local_seconds local, const std::string& zone);

// The same of a local time written to the minute, YYYY-MM-DDTHH:MM; refused with LOCAL_TIME_INVALID when it is none.
Result<Instant> instant_of(const std::string& local, const std::string& zone);

// What clocks in `zone` show at an instant, to the second. Refused with UNKNOWN_TIME_ZONE.
Result<std::chrono::local_seconds> local_time_at(Instant at, const std::string& zone);

}  // namespace opora
