#include "platform/text/localized_text.h"

#include <algorithm>

#include "platform/text/typed_text.h"

namespace opora {

bool LocalizedText::operator==(const LocalizedText& other) const {
  return std::ranges::equal(by_language, other.by_language, [](const auto& one, const auto& another) {
    return one.first == another.first &&
           (one.second == another.second || composed(one.second) == composed(another.second));
  });
}

bool is_written(const LocalizedText& text) {
  return !text.by_language.empty() && std::ranges::all_of(text.by_language, [](const auto& entry) {
    return !entry.first.empty() && has_letter_or_digit(entry.second);
  });
}

}  // namespace opora
