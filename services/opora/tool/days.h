// Days as people write them on the command line.
#pragma once

#include <string>

#include "platform/clock/clock.h"
#include "platform/result/result.h"

namespace opora::tool {

// When a day begins by UTC: "2026-11-29". Refused with DAY_MALFORMED; none before 1970 is meant.
Result<Instant> start_of_day(const std::string& day);

}  // namespace opora::tool
