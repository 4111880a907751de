// How long a text is: in code points. Of UTF-8; what is none was refused before. For this library alone.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace opora::questionnaire {

inline std::size_t point_count(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

}  // namespace opora::questionnaire
