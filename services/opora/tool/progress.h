// How far a load has come: a bar that moves where somebody watches, a line for each stage where nobody does.
#pragma once

#include <string>

#include "opora/load/load.h"

namespace opora::tool {

// What a stage that is done has put there: "groups: 164, and 1 cancellation".
std::string line_of(const load::Stage& stage);

load::Progress progress_on_terminal();

}  // namespace opora::tool
