// Which version of the platform a program is.
#pragma once

#include <string>
#include <string_view>

namespace opora {

// The project's, as CMakeLists.txt has it: "0.1.0".
std::string_view version();

// Eight hexadecimal digits that stand for all contracts in proto/opora: programs that say the same were built with the
// same calls, events and fields. Their comments don't matter.
std::string_view contracts();

// Both, as people are told: "0.1.0 contracts 3f2a9c01".
std::string build();

}  // namespace opora
