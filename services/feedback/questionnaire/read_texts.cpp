// Languages, lines, texts and the words that fields are limited to.
#include <algorithm>
#include <cctype>

#include "feedback/questionnaire/points.h"
#include "feedback/questionnaire/read_parts.h"
#include "platform/text/typed_text.h"

namespace opora::questionnaire {
namespace {

bool is_alphanumeric(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 && (c & 0x80) == 0; }

// A tag of BCP 47 as far as its form goes: two or three small letters, then subtags of two to eight.
bool is_language_tag(std::string_view tag) {
  constexpr std::size_t kTagMax = 35;  // RFC 5646, 4.4.1
  const std::string_view primary = tag.substr(0, tag.find('-'));
  const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  if (tag.size() > kTagMax || primary.size() < 2 || primary.size() > 3 || !std::ranges::all_of(primary, is_small))
    return false;
  for (std::string_view left = tag.substr(primary.size()); !left.empty();) {
    left.remove_prefix(1);
    const std::string_view subtag = left.substr(0, left.find('-'));
    if (subtag.size() < 2 || subtag.size() > 8 || !std::ranges::all_of(subtag, is_alphanumeric)) return false;
    left.remove_prefix(subtag.size());
  }
  return true;
}

bool is_listed(const Context& context, const std::string& language) {
  return std::ranges::find(context.languages, language) != context.languages.end();
}

}  // namespace

LocalizedText Context::in_languages(const LocalizedText& text) const {
  LocalizedText listed;
  for (const auto& [language, words] : text.by_language)
    if (is_listed(*this, language)) listed.by_language.emplace(language, words);
  return listed;
}

std::vector<std::string> read_languages(const Node& node) {
  std::vector<std::string> languages;
  for (const Node& each : node.items(1, kLanguagesMax)) {
    const std::string language = each.text();
    if (!each.is_text()) continue;
    if (!is_language_tag(language)) each.defect("BAD_LANGUAGE", {{"language", said(language)}});
    else if (std::ranges::find(languages, language) != languages.end())
      each.defect("LANGUAGE_TWICE", {{"language", language}});
    else languages.push_back(language);
  }
  return languages;
}

std::string read_line(const Node& node, std::size_t points_max) {
  const std::string typed = node.text();
  if (!node.is_text()) return {};
  if (has_steering_character(typed)) {
    node.defect("TEXT_STEERS");
    return {};
  }
  std::string line = composed(typed);
  if (!has_letter_or_digit(line)) node.defect("TEXT_EMPTY");
  if (point_count(line) > points_max) node.defect("TEXT_TOO_LONG", {{"max", std::to_string(points_max)}});
  return line;
}

LocalizedText read_text(const Node& node, std::size_t points_max, const Context& context) {
  LocalizedText text;
  if (context.languages.empty()) return text;  // which is a defect already
  for (const auto& [language, each] : node.members()) {
    if (is_listed(context, language)) text.by_language.emplace(language, read_line(each, points_max));
    else node.defect("LANGUAGE_NOT_LISTED", {{"language", said(language)}});
  }
  const std::string& first = context.languages.front();
  if (node.is_object() && !text.by_language.contains(first)) node.defect("TEXT_MISSING", {{"language", first}});
  return text;
}

std::optional<int> read_word(const Node& node, std::span<const std::string_view> words) {
  const std::string word = node.text();
  if (!node.is_text()) return std::nullopt;
  const auto found = std::ranges::find(words, word);
  if (found != words.end()) return static_cast<int>(found - words.begin()) + 1;
  std::string choices;
  for (const std::string_view each : words) choices += (choices.empty() ? "" : ", ") + std::string(each);
  node.defect("UNKNOWN_WORD", {{"choices", std::move(choices)}});
  return std::nullopt;
}

}  // namespace opora::questionnaire
