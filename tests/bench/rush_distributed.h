// The rush on PostgreSQL.
#pragma once

namespace opora::bench {

struct DistributedOptions {
  int rounds = 5;
  int seconds = 4;  // of each measurement
};

// Measures and prints; the exit code.
int run_distributed_rush(const DistributedOptions& options);

}  // namespace opora::bench
