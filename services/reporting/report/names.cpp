#include "reporting/report/names.h"

#include <algorithm>

#include "platform/text/printable.h"

namespace opora::report {

std::string in_language(const platform::v1::LocalizedText& text, std::string_view language,
                        std::string_view otherwise) {
  const auto& texts = text.by_language();
  for (const std::string_view wanted : {language, std::string_view("en")}) {
    const auto found = texts.find(std::string(wanted));
    if (found != texts.end() && !found->second.empty()) return printable(found->second);
  }
  // The map has no order of its own: the smallest tag, so that the same report always reads the same.
  std::string_view tag;
  std::string_view words = otherwise;
  for (const auto& [language_tag, any] : texts) {
    if (any.empty() || (!tag.empty() && tag < language_tag)) continue;
    tag = language_tag;
    words = any;
  }
  return printable(words);
}

std::string without_joints(std::string_view code) {
  std::string plain = printable(code);
  std::replace(plain.begin(), plain.end(), '_', ' ');
  std::replace(plain.begin(), plain.end(), '-', ' ');
  return plain;
}

std::string hours(std::int64_t minutes) {
  const std::string rest = std::to_string(minutes % 60);
  return std::to_string(minutes / 60) + ":" + (rest.size() < 2 ? "0" : "") + rest;
}

}  // namespace opora::report
