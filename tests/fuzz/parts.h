// Inputs of several parts, such as the files of a folder: after a line ">>> NAME" its text, up to the next such line.
// So a person can write one, and whatever an input is changed to is one again.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace opora::fuzzing {

struct Part {
  std::string name;
  std::string_view text;  // without the line's end before the next part
};

// The first so many; what stands before the first is none.
std::vector<Part> parts_of(std::string_view input, std::size_t count_max);

}  // namespace opora::fuzzing
