// Scores as files have them: in points, with two decimals at most. For this library alone.
#pragma once

#include <string>

#include "feedback/scales/scale.h"

namespace opora::scales {

// "58.33", "50", "-0.5"; halves of a hundredth away from zero.
std::string points_text(Units units);

// The same as a number.
double points_number(Units units);

}  // namespace opora::scales
