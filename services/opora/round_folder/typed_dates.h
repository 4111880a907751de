// Dates and times as people and spreadsheets write them. What could be two days is none.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "opora/round_folder/said.h"

namespace opora::round_folder {

// A day as YYYY-MM-DD, else what to write instead. Taken are 2023-10-18, 2023/10/18 and 18.10.2023,
// with zeros or without, also with a time of midnight behind, as a spreadsheet writes a day; and "г." behind, as in
// Bulgaria.
tl::expected<std::string, std::vector<Said>> typed_day(std::string_view text);

// A local date and time: a day as above, a T or a space, and 9:30, 09:30 or 09:30:00.
tl::expected<std::chrono::local_seconds, std::vector<Said>> typed_time(std::string_view text);

}  // namespace opora::round_folder
