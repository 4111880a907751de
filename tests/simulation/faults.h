// How rough a simulation is. Each seed chooses its own mixture, since a fault that is always there hides others.
#pragma once

#include "simulation/dice.h"

namespace opora::simulation {

// Chances in a thousand.
struct Faults {
  int crash_at_step = 0;     // a service ends at a named step of commit or consume
  int crash_between = 0;     // a service ends between two turns
  int crash_in_answers = 0;  // a service ends when some of a batch's answers are out
  int engine_error = 0;      // the database refuses at a named step before the commit
  int engine_breaks = 0;     // of these refusals: not an outage, but one that looks like the command's own fault
  int log = 0;               // another service's log is slow, repeats itself, leaves out or fails
  int clock = 0;             // the clock on the wall is set wrong or right, or the machine starts again
  int poison = 0;            // an event can't be applied until it is healed
  int loses = 0;             // registration's database is put back to an earlier copy, once, and nobody says a word
};

inline Faults choose_faults(Dice& dice) {
  Faults faults;
  const auto some = [&](int one_in, int most) {
    return dice.below(static_cast<std::size_t>(one_in)) == 0 ? dice.between(1, most) : 0;
  };
  faults.crash_at_step = some(2, 40);
  faults.crash_between = some(3, 30);
  faults.crash_in_answers = some(3, 15);
  faults.engine_error = some(2, 100);
  faults.engine_breaks = some(2, 1000);
  faults.log = dice.below(4) == 0 ? 0 : dice.between(50, 600);
  faults.poison = some(3, 150);
  faults.clock = some(3, 120);
  faults.loses = some(4, 1);
  return faults;
}

}  // namespace opora::simulation
