// What stands in browser/, which CMakeLists.txt compiles in. For this library and its tests alone.
#pragma once

#include <string_view>

namespace opora::pages {

std::string_view answers_js();
std::string_view page_js();
std::string_view page_css();
std::string_view sheets_css();

}  // namespace opora::pages
