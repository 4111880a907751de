// What must be true of registration's database after every commit.
#pragma once

#include <vector>

#include "platform/service/service.h"

namespace opora::registration {

std::vector<Invariant> invariants();

}  // namespace opora::registration
