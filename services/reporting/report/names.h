// How a report writes what is not its own words: names as people gave them, codes and durations.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "opora/platform/v1/text.pb.h"

namespace opora::report {

// The text in the language, else in English, else in any; `otherwise` if it is empty.
std::string in_language(const platform::v1::LocalizedText& text, std::string_view language, std::string_view otherwise);

// A code that people chose, without its joints: "help-boundaries" is "help boundaries".
std::string without_joints(std::string_view code);

// 810 → "13:30": hours and minutes.
std::string hours(std::int64_t minutes);

}  // namespace opora::report
