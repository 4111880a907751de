// What every bench that measures in rounds is told on its command line.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace opora::bench {

struct BenchOptions {
  int rounds = 5;
  int seconds = 4;      // of each measurement
  std::string engine;   // as --engine says; empty without
};

// Reads "--rounds N --seconds N --engine NAME" over `defaults` and runs the bench; returns what main() returns. With
// --help, or what it can't read, says how it is used: `about` is what it measures.
int run_bench(const std::string& name, const std::vector<std::string>& arguments, BenchOptions defaults,
              const std::string& about, const std::function<int(const BenchOptions&)>& run);

}  // namespace opora::bench
