// How a report writes what is not its own words: names as people gave them, codes and durations.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "opora/platform/v1/text.pb.h"

namespace opora::report {

// A piece of text, and its language where that is not the reader's: whoever reads it aloud needs to know.
struct Wording {
  Wording() = default;
  Wording(std::string words) : text(std::move(words)) {}      // NOLINT(google-explicit-constructor)
  Wording(const char* words) : text(words) {}                 // NOLINT(google-explicit-constructor)
  Wording(std::string words, std::string tag) : text(std::move(words)), language(std::move(tag)) {}

  std::string text;
  std::string language = {};
};

// The text in the language, else in English, else in any; `otherwise` if it is empty.
Wording in_language(const platform::v1::LocalizedText& text, std::string_view language, std::string_view otherwise);

// Those that say something, with commas between them. In another language only if all are in that one.
Wording joined(const std::vector<Wording>& parts);

// A code that people chose, without its joints: "help-boundaries" is "help boundaries".
std::string without_joints(std::string_view code);

// 810 → "13:30": hours and minutes.
std::string hours(std::int64_t minutes);

// "121", or "121–124" where it may be anything between.
std::string between(std::int64_t least, std::int64_t most);

// Of a whole: "60 %". All and none are said of all and none alone, however near it comes.
std::string percent(std::int64_t part, std::int64_t whole);

}  // namespace opora::report
