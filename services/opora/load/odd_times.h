// Rows of a folder whose times are odd: a session outside its round's year, and scans made so far from their session
// that they are set aside. Nothing is wrong with them: whoever loads ought to know.
#pragma once

#include <vector>

#include "opora/load/shared_ids.h"
#include "opora/round_folder/folder.h"

namespace opora::load {

// Of a folder without defects; by file, then by line.
std::vector<Note> odd_times(const round_folder::RoundFolder& folder);

}  // namespace opora::load
