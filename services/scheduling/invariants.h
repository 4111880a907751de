// What must hold of scheduling's tables at every commit, checked on a live database.
#pragma once

#include <vector>

#include "platform/service/service.h"

namespace opora::scheduling {

std::vector<Invariant> invariants();

}  // namespace opora::scheduling
