// Local dates and times, and the instants they stand for.
//
// The one part of the domain that looks at anything outside its arguments: the system's time zone database, read once
// and never changed while the process runs. It is a table of facts like any other constant, so the functions stay pure.
// The database's rules reach to 2037; after that a zone keeps the offset it ended with.
#pragma once

#include <string>

#include "platform/clock/clock.h"
#include "platform/result/result.h"

namespace opora::scheduling {

// Whether the system knows an IANA time zone of this name.
bool is_time_zone(const std::string& name);

// The instant at which clocks in `zone` show `local`, YYYY-MM-DDTHH:MM. A time that the clocks show twice, when they
// are put back, is the earlier one. Refused with LOCAL_TIME_SKIPPED when they jump over it, with LOCAL_TIME_INVALID
// when it is no date and time, and with UNKNOWN_TIME_ZONE.
Result<Instant> instant_of(const std::string& local, const std::string& zone);

}  // namespace opora::scheduling
