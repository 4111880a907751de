// A scale from JSON, checked whole, and back: docs/reference/scale.schema.json says what stands in a file. Pure; for
// any thread.
//
// Reasons of defects are the keys of words/en.json.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "feedback/scales/defects.h"
#include "feedback/scales/scale.h"
#include "platform/result/result.h"

namespace opora::scales {

inline constexpr std::size_t kFileBytesMax = std::size_t{1} * 1024 * 1024;

struct ReadScale {
  std::optional<Scale> scale;  // if there are no defects
  Defects defects;             // in the order of the file's fields
};

// Of any bytes. A key that nobody knows or that stands twice is a defect; so is whatever check_scale() finds.
ReadScale read_scale(std::string_view json);

// The same for a command: refused with SCALE_DEFECTIVE, its fields saying path and reason of each defect.
Result<Scale> scale_of(std::string_view json);

// What stands against scoring by it: each item has an option set, and once; each option has a value, and no two one
// code; not more answers are asked for than there are items, and all where a sum is meant; a table has each sum that
// there can be, and no other; both ends of the range are reached, and nothing lies outside. And what its wordings lack:
// a text for each item and a label for each option, or neither at all, and from where they are, with whose leave.
Defects check_scale(const Scale& scale);

// What stands against asking these together: two of one id (SCALE_TWICE), and two of one instrument that score the same
// item (ITEM_SCORED_TWICE), as a total would. The path is that of the second: "[2].items[0]".
Defects check_together(std::span<const Scale> scales);

// As it is stored: the same scale is always the same bytes, and they read as the same scale.
std::string canonical_json(const Scale& scale);

}  // namespace opora::scales
