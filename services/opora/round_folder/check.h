// Checks a round folder's tables against each other, by the rules that the platform itself applies: what is found here
// would be refused half-way through loading.
#pragma once

#include "opora/round_folder/folder.h"

namespace opora::round_folder {

void check(const RoundFolder& folder, Defects& defects);

}  // namespace opora::round_folder
