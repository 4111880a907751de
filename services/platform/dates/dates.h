// Dates and times as text, in the forms that contracts, tables, events and log lines have in common. All functions are
// pure.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "platform/clock/clock.h"

namespace opora {

// Whether it is a day of the calendar from the year 1900 on, as YYYY-MM-DD. Such dates compare as text.
bool is_date(std::string_view text);

// What clocks somewhere show, to the minute or to the second: YYYY-MM-DDTHH:MM or YYYY-MM-DDTHH:MM:SS. Nothing when it
// is no date and time of that form. Which instant it is, a time zone says (time_zone.h).
std::optional<std::chrono::local_seconds> local_time_in(std::string_view text);

// The same as text, to the minute.
std::string to_text(std::chrono::local_seconds local);

// The date of a local time: the first ten characters of YYYY-MM-DDTHH:MM.
std::string date_of(std::string_view local_time);

// RFC 3339 in UTC, "2023-09-14T07:30:00.000000Z"; to the second, "2023-09-14T07:30:00Z", what is less is cut off.
enum class Precision { microseconds, seconds };
std::string to_rfc3339(Instant time, Precision precision = Precision::microseconds);

// Back from what to_rfc3339() writes with microseconds; nothing when it isn't of that form.
std::optional<Instant> from_rfc3339(std::string_view text);

}  // namespace opora
