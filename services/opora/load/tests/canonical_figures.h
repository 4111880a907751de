// What a platform has of people, attendances, rosters and names, as sorted lines of canonical JSON: without what goes
// by how it came to be so. That is positions, ids, times at which something was said, counts of corrections, former
// names and places, moves, reasons; and seats, which go by who was first.
#pragma once

#include <string>
#include <vector>

#include "opora/load/tests/whole_platform.h"

namespace opora::load {

std::vector<std::string> canonical_figures(WholePlatform& platform);

// Each line that one of them lacks.
std::vector<std::string> differences(const std::vector<std::string>& edited, const std::vector<std::string>& fresh);

}  // namespace opora::load
