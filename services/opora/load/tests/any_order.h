// Folders that are edited in any order, each edit loaded or called, and what became of them: the same as where the last
// folder is loaded into an empty platform. What is edited, and how, is decided by a seed alone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace opora::load {

// What came of a run of seeds.
struct EditsPlayed {
  int loaded = 0;  // edits that went in with a folder
  int called = 0;  // that went in by their command
  int refused = 0;
  std::vector<std::string> findings;  // each with its seed, and all that was done so far
};

EditsPlayed play_edits(std::uint64_t first_seed, int seed_count, int edit_count);

}  // namespace opora::load
