// Files that are read whole because they are small. Whoever names one may name anything: a device that never ends would
// fill the memory.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace opora {

// What a file begins with, up to so many bytes; more of it is not read, so what is longer looks cut off. Nothing, if
// the system says no, as it does of a folder; errno says why.
std::optional<std::string> read_up_to(const std::string& path, std::size_t bytes_max);

}  // namespace opora
