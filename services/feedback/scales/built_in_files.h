// What stands in built_in/*.json, in the order of their names; CMakeLists.txt makes it of them. For this library alone.
#pragma once

#include <span>
#include <string_view>

namespace opora::scales {

std::span<const std::string_view> built_in_files();

}  // namespace opora::scales
