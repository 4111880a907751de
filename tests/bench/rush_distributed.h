// The rush on PostgreSQL: see rush_distributed.cpp.
#pragma once

#include "bench/options.h"

namespace opora::bench {

int run_distributed_rush(const BenchOptions& options);

}  // namespace opora::bench
