// How far a load has come: a bar that moves where somebody watches, a line for each stage where nobody does.
#pragma once

#include <string>

#include "opora/load/load.h"
#include "opora/round_folder/wording.h"

namespace opora::tool {

// What a stage that is done has put there: "groups: 164, and 1 cancellation".
std::string line_of(const load::Stage& stage, const round_folder::Wording& wording);

load::Progress progress_on_terminal(const round_folder::Wording& wording);

}  // namespace opora::tool
