#include "platform/faults/planted.h"

#ifdef OPORA_TESTING

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "planted_bugs.h"

namespace opora::testing {
namespace {

bool is_known(std::string_view bug) { return std::ranges::find(kPlantedBugs, bug) != kPlantedBugs.end(); }

std::string_view of_process() {
  const char* const name = std::getenv("OPORA_PLANTED");
  if (name == nullptr || *name == '\0') return {};
  if (is_known(name)) return name;
  std::fprintf(stderr, "OPORA_PLANTED: tests/mutants has no mutant called %s.\n", name);
  std::abort();
}

const std::string_view planted_at_start = of_process();
thread_local std::string_view planted_here;

}  // namespace

std::span<const std::string_view> planted_bugs() { return kPlantedBugs; }
std::span<const std::string_view> bugs_of_simulation() { return kFoundBySimulation; }

bool planted(std::string_view bug) { return bug == planted_here || bug == planted_at_start; }

void plant(std::string_view bug) {
  const auto found = std::ranges::find(kPlantedBugs, bug);
  if (!bug.empty() && found == kPlantedBugs.end())
    throw std::invalid_argument("tests/mutants has no mutant called " + std::string(bug));
  planted_here = bug.empty() ? std::string_view() : *found;
}

}  // namespace opora::testing

#endif
