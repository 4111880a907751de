// What must hold of feedback's tables at every commit, checked on a live database. How many answers a wave has that
// still takes them no invariant tells: they count waves.
#pragma once

#include <vector>

#include "platform/service/service.h"

namespace opora::feedback {

std::vector<Invariant> invariants();

}  // namespace opora::feedback
