// How a report writes days and times: in the reader's order, with figures alone, by the clock of the place.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "platform/text/catalogue.h"

namespace opora::report {

// Words with what stands for each of their places: "{first} to {last}".
std::string filled(std::string words, std::initializer_list<std::pair<std::string_view, std::string>> places);

// A day, YYYY-MM-DD; what is none is shown as it is.
std::string day_in(const Words& words, std::string_view date);

// What clocks somewhere show, YYYY-MM-DDTHH:MM: the day and the time.
std::string time_in(const Words& words, std::string_view local);

// An instant, microseconds since 1970 UTC: by UTC, and saying so. Its day alone.
std::string instant_in(const Words& words, std::int64_t us);
std::string day_of_instant_in(const Words& words, std::int64_t us);

}  // namespace opora::report
