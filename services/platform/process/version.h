// Which version of the platform a program is.
#pragma once

#include <string_view>

namespace opora {

// The project's, as CMakeLists.txt has it: "0.1.0".
std::string_view version();

}  // namespace opora
