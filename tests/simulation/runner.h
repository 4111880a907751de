// Runs seeds and tells how to see one of them again.
#pragma once

#include <iosfwd>
#include <set>
#include <string>

#include "simulation/verdict.h"

namespace opora::simulation {

struct Outcome {
  std::optional<Violation> violation;
  std::uint64_t trace_hash = 0;
  std::set<std::string> met;  // rare things that happened
};

// Runs one seed, with a bug planted if `bug` names one; writes its trace to `out` if there is one.
Outcome run_seed(std::uint64_t seed, const std::string& bug = "", std::ostream* out = nullptr);

// Runs seeds until one fails.
std::optional<Violation> run_seeds(std::uint64_t first, std::uint64_t last, const std::string& bug = "");

// "seed 17, step 240: No seat … : what was found", and the command that shows it again.
std::string describe(const Violation& violation, const std::string& bug = "");

}  // namespace opora::simulation
