#include "simulation/runner.h"

#include "platform/faults/planted.h"
#include "simulation/world.h"

namespace opora::simulation {
Outcome run_seed(std::uint64_t seed, const std::string& bug, std::ostream* out) {
  const testing::Planted planted(bug);
  Trace trace(out);
  Outcome outcome;
  try {
    World world(seed, trace);
    outcome.violation = world.run();
  } catch (const std::exception& error) {
    outcome.violation = Violation{seed, 0, kNothingEscapes, error.what()};
  }
  outcome.trace_hash = trace.hash();
  outcome.met = trace.met();
  return outcome;
}

std::optional<Violation> run_seeds(std::uint64_t first, std::uint64_t last, const std::string& bug) {
  for (std::uint64_t seed = first; seed <= last; ++seed)
    if (auto outcome = run_seed(seed, bug); outcome.violation) return outcome.violation;
  return std::nullopt;
}

std::string describe(const Violation& violation, const std::string& bug) {
  const std::string seed = std::to_string(violation.seed);
  return "seed " + seed + ", turn " + std::to_string(violation.step) + ": " + violation.invariant +
         " Found: " + violation.message + "\nsee it again: " OPORA_SIMULATION_PROGRAM " --seed " + seed +
         (bug.empty() ? "" : " --plant " + bug) + " --trace";
}

}  // namespace opora::simulation
