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
  std::string before;   // as --before says: another build's folder
};

// What a bench says of itself.
struct Bench {
  std::string name;
  std::string about;                      // what it measures
  std::vector<std::string> engines = {};  // that --engine may name
  bool needs_before = false;              // another build, to be compared with
};

// Reads "--rounds N --seconds N --engine NAME --before FOLDER" and runs the bench; returns what main() returns. With
// --help, or what it can't read, says how it is used.
int run_bench(const Bench& bench, const std::vector<std::string>& arguments,
              const std::function<int(const BenchOptions&)>& run);

}  // namespace opora::bench
