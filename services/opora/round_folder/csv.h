// Reads a CSV file as spreadsheets save it (RFC 4180 and what they made of it): separated by commas, semicolons or
// tabs, as the header shows or a line "sep=;" before it says; in quotes where needed; in the encodings of decoding.h;
// lines ending in CRLF, LF or CR. Bounded: a file that is too large is refused before it is read.
#pragma once

#include <filesystem>

#include "opora/round_folder/defects.h"
#include "opora/round_folder/raw_row.h"

namespace opora::round_folder {

// Gives every row that holds anything, the header included, to `on_row`. What can't be read is added to the defects.
// Returns whether the file was read to its end.
bool read_csv(const std::filesystem::path& path, Defects& defects, const OnRow& on_row);

}  // namespace opora::round_folder
