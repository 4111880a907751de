// What of a folder a region's coordinator can't add. An administrator adds it once; from then on it is there, and the
// coordinator's folder goes in beside it.
#pragma once

#include "opora/load/compare.h"
#include "opora/load/standing.h"

namespace opora::load {

// Where a coordinator reads, refuses each row that is to go in and takes an administrator, or is another region's: the
// contracts say which are. Before anything is changed, since the platform would refuse them half-way.
void refuse_what_is_others(Comparison& comparison, const Standing& standing);

}  // namespace opora::load
