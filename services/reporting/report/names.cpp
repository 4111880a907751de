#include "reporting/report/names.h"

#include <algorithm>

#include "platform/text/printable.h"

namespace opora::report {

Wording in_language(const platform::v1::LocalizedText& text, std::string_view language, std::string_view otherwise) {
  const auto& texts = text.by_language();
  for (const std::string_view wanted : {language, std::string_view("en")}) {
    const auto found = texts.find(std::string(wanted));
    if (found != texts.end() && !found->second.empty())
      return {printable(found->second), std::string(wanted == language ? "" : wanted)};
  }
  // The map has no order of its own: the smallest tag, so that the same report always reads the same.
  std::string_view tag;
  std::string_view words = otherwise;
  for (const auto& [language_tag, any] : texts) {
    if (any.empty() || (!tag.empty() && tag < language_tag)) continue;
    tag = language_tag;
    words = any;
  }
  return {printable(words), printable(tag)};
}

Wording joined(const std::vector<Wording>& parts) {
  Wording all;
  bool begun = false;
  for (const Wording& part : parts) {
    if (part.text.empty()) continue;
    if (!begun) all.language = part.language;
    if (all.language != part.language) all.language.clear();
    all.text += (begun ? ", " : "") + part.text;
    begun = true;
  }
  return all;
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

std::string between(std::int64_t least, std::int64_t most) {
  return std::to_string(least) + (most > least ? "\u2013" + std::to_string(most) : "");
}

std::string percent(std::int64_t part, std::int64_t whole) {
  std::int64_t rounded = (part * 200 + whole) / (whole * 2);
  if (part < whole) rounded = std::min<std::int64_t>(rounded, 99);
  if (part > 0) rounded = std::max<std::int64_t>(rounded, 1);
  return std::to_string(rounded) + "\u00a0%";
}

}  // namespace opora::report
