// Rows of one folder that may be about one person or one organisation, by the names that an eye takes for the same.
// Nothing is wrong with them: two may be called alike. Whoever loads ought to know, since each key counts by itself.
#pragma once

#include <vector>

#include "opora/load/shared_ids.h"
#include "opora/round_folder/folder.h"

namespace opora::load {

// People of one roster and occupation, and organisations of one region, that have the same name under different keys.
// Of a folder without defects; by file, then by line.
std::vector<Note> likely_duplicates(const round_folder::RoundFolder& folder);

}  // namespace opora::load
