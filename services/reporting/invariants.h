// What must hold of the figures on live data, each proved by another path than the one that made them.
#pragma once

#include <vector>

#include "platform/service/service.h"

namespace opora::reporting {

std::vector<Invariant> invariants();

}  // namespace opora::reporting
