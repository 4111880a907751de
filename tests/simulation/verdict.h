// What a simulation found wrong: which invariant, and where.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "simulation/names.h"

namespace opora::simulation {

struct Violation {
  std::uint64_t seed = 0;
  int step = 0;
  std::string invariant;  // a sentence that should have been true
  std::string message;    // what was found instead: it names things as the trace does
};

// An exception that left the platform is wrong as well, but no invariant found it.
inline constexpr const char* kNothingEscapes = "No exception leaves the platform.";

// Keeps the first violation: the later ones are mostly its consequences.
class Verdict {
 public:
  explicit Verdict(std::uint64_t seed) : seed_(seed) {}
  void at_step(int step) { step_ = step; }
  void record_violation(std::string invariant, const std::string& message) {
    if (!first_) first_ = Violation{seed_, step_, std::move(invariant), with_short_ids(message)};
  }
  // Blames unless it is so.
  void expect(bool so, const char* invariant, const std::string& message) {
    if (!so) record_violation(invariant, message);
  }
  const std::optional<Violation>& first() const { return first_; }

 private:
  const std::uint64_t seed_;
  int step_ = 0;
  std::optional<Violation> first_;
};

}  // namespace opora::simulation
