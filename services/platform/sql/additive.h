// Steps that builds from before them can go on beside, so that old and new replicas run on one database while a version
// is rolled out, and back. Such a step says so in its first line:
//   -- additive: nobody before it looks at the new table.
#pragma once

#include <string>
#include <string_view>

namespace opora {

// Whether a step's text begins with "-- additive:". What follows says why.
bool is_declared_additive(std::string_view step);

// The first statement of a step that builds from before it might stumble over; empty when there is none. They don't
// over a new table and its first rows, an index that refuses no row, or a column that is null or has a default. What a
// text can't tell is whether the rows which they go on writing mean the same: that is for whoever declares it.
std::string first_not_additive(std::string_view step);

}  // namespace opora
