// The words of a report in each of its languages, and how names and numbers are written.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "opora/platform/v1/text.pb.h"

namespace opora::report {

// A language that reports have words in: "en" or "ru", from a tag such as "ru-RU"; English for any other.
std::string_view supported(std::string_view language);

// A phrase by its key ("dimension.kind", "kind.master_class"); empty if reports have no such phrase.
std::string_view phrase(std::string_view key, std::string_view language);

// The phrase "<prefix><code>", or, for a code that reports have no words for, the code itself without its joints.
std::string phrase_or_code(std::string_view prefix, std::string_view code, std::string_view language);

// The text in the language, else in English, else in any; `otherwise` if it is empty.
std::string in_language(const platform::v1::LocalizedText& text, std::string_view language, std::string_view otherwise);

// 810 → "13:30": hours and minutes.
std::string hours(std::int64_t minutes);

}  // namespace opora::report
