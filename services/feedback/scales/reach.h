// Which scores there can be. For this library alone.
#pragma once

#include <cstdint>
#include <optional>
#include <set>

#include "feedback/scales/scale.h"

namespace opora::scales {

// The lowest and the highest, however many are answered of those that may be left out. Nothing while an item's option
// set is missing or empty, fewer items than are asked for are there, or a table is empty.
std::optional<Range> reach_of(const Scale& scale);

// The sums that there can be when all items are answered; nothing if they are more than kTableRowsMax, or an item's
// option set is missing.
std::optional<std::set<std::int64_t>> sums_of(const Scale& scale);

}  // namespace opora::scales
