// Reads a CSV file as a spreadsheet saves it (RFC 4180): commas, quotes where needed, UTF-8 with or without a byte
// order mark, lines ending in CRLF or LF. Bounded: a file that is too large is refused before it is read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "opora/round_folder/defects.h"

namespace opora::round_folder {

inline constexpr std::uintmax_t kFileBytesMax = 64ULL << 20;
inline constexpr std::int64_t kRowCountMax = 1'000'000;
inline constexpr std::size_t kFieldBytesMax = 10'000;

struct CsvRow {
  std::int64_t line = 0;  // where the row begins
  std::vector<std::string> cells;
};

// Gives every row that holds anything, the header included, to `on_row`. What can't be read is added to the defects.
// Returns whether the file was read to its end.
bool read_csv(const std::filesystem::path& path, Defects& defects, const std::function<void(CsvRow&&)>& on_row);

// Whether `text` is valid UTF-8 (RFC 3629).
bool is_utf8(std::string_view text);

}  // namespace opora::round_folder
