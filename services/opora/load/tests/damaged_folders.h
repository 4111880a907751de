// Folders that were good and then had accidents: what becomes of them is decided by a seed alone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "opora/round_folder/tests/small_folder.h"

namespace opora::load {

struct DamagedFolder {
  round_folder::Files files;
  std::vector<std::string> damages;  // what was done, in words: a finding says it
};

DamagedFolder damaged_folder(std::uint64_t seed);

// What came of a run of seeds.
struct Agreement {
  int passed = 0;        // the check passes, and all of it was loaded
  int refused = 0;       // a row can't go in: nothing was changed, and sent all the same, the platform refuses one
  int unreadable = 0;    // a defect was found while reading: there is no plan
  std::vector<std::string> disagreements;
};

Agreement check_and_load(std::uint64_t first_seed, int count);

}  // namespace opora::load
