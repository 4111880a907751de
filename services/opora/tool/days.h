// Days as people write them on the command line, and times as they read them.
#pragma once

#include <string>

#include "platform/clock/clock.h"
#include "platform/result/result.h"

namespace opora::tool {

// A day as round folders may write it (round_folder/typed_dates.h), as YYYY-MM-DD; `flag` is where it was typed.
// Refused with DAY_MALFORMED, which says the flag.
Result<std::string> day_told(const std::string& text, const std::string& flag);

// Likewise a local time, as YYYY-MM-DDTHH:MM. Refused with TIME_MALFORMED, also where it has seconds.
Result<std::string> time_told(const std::string& text, const std::string& flag);

// When a day begins by UTC. Refused with DAY_MALFORMED; none before 1970 is meant.
Result<Instant> start_of_day(const std::string& text, const std::string& flag);

// What clocks in a zone show, and how far they are ahead of UTC: "2023-10-18T10:00:05+03:00". By UTC, "…Z", of a zone
// that nobody knows.
std::string local_text(Instant at, const std::string& zone);

}  // namespace opora::tool
