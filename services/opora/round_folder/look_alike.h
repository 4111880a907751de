// Names that differ and look alike: somebody typed a letter of another alphabet.
#pragma once

#include <optional>
#include <string_view>

#include "opora/round_folder/said.h"

namespace opora::round_folder {

// Which letters stand in one name and in the other where they begin to differ, if one of the two is a letter from A to
// Z and the other one isn't, so that an eye may take them for the same.
std::optional<Said> unlike_letters(std::string_view here, std::string_view there);

}  // namespace opora::round_folder
