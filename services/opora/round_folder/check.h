// Checks a round folder's tables against each other: that every key leads somewhere, so that the folder can be planned.
// What the platform would refuse of the plan, its own rules say (load/refused_rows.h).
#pragma once

#include "opora/round_folder/folder.h"

namespace opora::round_folder {

void check(const RoundFolder& folder, Defects& defects);

}  // namespace opora::round_folder
