// Days as people write them on the command line, and times as they read them.
#pragma once

#include <string>

#include "platform/clock/clock.h"
#include "platform/result/result.h"

namespace opora::tool {

// When a day begins by UTC: "2026-11-29". Refused with DAY_MALFORMED; none before 1970 is meant.
Result<Instant> start_of_day(const std::string& day);

// What clocks in a zone show, and how far they are ahead of UTC: "2023-10-18T10:00:05+03:00". By UTC, "…Z", of a zone
// that nobody knows.
std::string local_text(Instant at, const std::string& zone);

}  // namespace opora::tool
