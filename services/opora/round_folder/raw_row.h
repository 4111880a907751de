// A row as a file has it, and how much of one is read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "opora/round_folder/said.h"

namespace opora::round_folder {

inline constexpr std::uintmax_t kFileBytesMax = 64ULL << 20;
inline constexpr std::int64_t kRowCountMax = 1'000'000;  // the header is not one of them
inline constexpr std::size_t kFieldBytesMax = 10'000;
inline constexpr std::size_t kColumnCountMax = 1'000;

struct RawRow {
  std::int64_t line = 0;  // where the row begins, as an editor or a spreadsheet numbers it
  std::vector<std::string> cells;
  std::map<std::size_t, Said> unreadable = {};  // by cell: why there is nothing to read in it
};

using OnRow = std::function<void(RawRow&&)>;

}  // namespace opora::round_folder
