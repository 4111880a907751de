// Which mutant runs: tests/mutants says what they are, and its weaver writes the calls of planted(). Product code knows
// nothing of them, and in a build without OPORA_TESTING there are none.
#pragma once

#ifdef OPORA_TESTING

#include <span>
#include <string_view>

namespace opora::testing {

// The names of all mutants, and of those that the simulation has to find.
std::span<const std::string_view> planted_bugs();
std::span<const std::string_view> bugs_of_simulation();

// Whether this one is to run here: OPORA_PLANTED=name says so for a process from its start, plant() for a thread.
// A process with a name that no mutant has ends at once, by abort().
bool planted(std::string_view bug);

// From now on, in this thread; "" plants none. Throws std::invalid_argument if no mutant has the name.
void plant(std::string_view bug);

// Plants one in this thread for as long as it lives, so that a test shows that a rule would notice it.
class Planted {
 public:
  explicit Planted(std::string_view bug) { plant(bug); }
  ~Planted() { plant(""); }
  Planted(const Planted&) = delete;
  Planted& operator=(const Planted&) = delete;
};

}  // namespace opora::testing

#endif
