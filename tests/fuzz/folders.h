// What holds of every folder that is read, whatever it holds.
#pragma once

#include <filesystem>
#include <string>

#include "opora/round_folder/folder.h"

namespace opora::fuzzing {

// Reads the folder, or workbook, twice, and expects that
//   - the same comes of both;
//   - what is wrong with it is told by file, line, reason and a sentence, and of no more than is kept;
//   - what has nothing wrong is text as the platform keeps it, and can be looked through for rows that it would refuse.
round_folder::ReadFolder read_soundly(const std::filesystem::path& path);

// All that was read, as a text to compare.
std::string text_of(const round_folder::RoundFolder& folder);

}  // namespace opora::fuzzing
