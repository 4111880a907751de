// Local times of a site as instants, by the history of its time zone.
#pragma once

#include <optional>
#include <string>

#include <date/date.h>

#include "platform/clock/clock.h"

namespace opora::round_folder {

// Nothing when the clocks there jump over that time; the earlier of the two when they show it twice. Nothing as well
// for a zone that the database doesn't know.
std::optional<Instant> to_instant(date::local_seconds local, const std::string& time_zone);

}  // namespace opora::round_folder
