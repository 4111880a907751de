// How far a load has come: a bar that moves where somebody watches, a line for each stage where nobody does.
#pragma once

#include "opora/load/load.h"

namespace opora::tool {

load::Progress progress_on_terminal();

}  // namespace opora::tool
