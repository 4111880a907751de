#include "platform/text/catalogue.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "platform/text/plural.h"

namespace opora {
namespace {

using Json = nlohmann::json;
using Forms = std::map<std::string, std::string, std::less<>>;
using Mistakes = std::vector<std::string>;

constexpr std::string_view kEnglish = "en";
constexpr std::string_view kCount = "{count}";

// An object's keys and values. Of a key that stands there twice JSON would keep the last, whatever was meant.
Json read(const Catalogue::Page& page, Mistakes& mistakes) {
  const std::string language(page.language);
  std::set<std::string> keys;
  const auto look = [&](int depth, Json::parse_event_t event, Json& parsed) {
    if (depth == 1 && event == Json::parse_event_t::key && !keys.insert(parsed.get<std::string>()).second)
      mistakes.push_back(language + ": " + parsed.get<std::string>() + " stands there twice");
    return true;
  };
  Json read = Json::parse(page.json, look, false);
  if (read.is_object()) return read;
  mistakes.push_back(language + ": is no JSON object");
  return Json::object();
}

Forms forms_of(const Json& value) {
  Forms forms;
  if (value.is_string()) forms.emplace("", value.get<std::string>());
  if (value.is_object())
    for (const auto& [name, words] : value.items()) forms.emplace(name, words.is_string() ? words : Json(""));
  return forms;
}

bool is_counted(const Forms& forms) { return !forms.contains(""); }

// {count} and the like, each as often as it stands there.
std::multiset<std::string> placeholders(std::string_view words) {
  std::multiset<std::string> found;
  for (auto open = words.find('{'); open != std::string_view::npos; open = words.find('{', open + 1))
    found.emplace(words.substr(open, std::min(words.find('}', open), words.size() - 1) + 1 - open));
  return found;
}

// What is wrong with a key's words by themselves.
void check_forms(const std::string& language, const std::string& key, const Forms& forms, Mistakes& mistakes) {
  const std::string where = language + ": " + key;
  std::set<std::string_view> wanted;
  for (const Plural form : plurals_of(language)) wanted.insert(name_of(form));
  if (!is_counted(forms)) wanted = {""};
  for (const std::string_view name : wanted)
    if (!forms.contains(name)) mistakes.push_back(where + " lacks the form " + std::string(name));
  for (const auto& [name, words] : forms) {
    if (!wanted.contains(name)) mistakes.push_back(where + " has a form that the language has not: " + name);
    if (words.empty()) mistakes.push_back(where + " has no words");
  }
}

void check_against_english(const std::string& where, const Forms& english, const Forms& forms, Mistakes& mistakes) {
  if (is_counted(english) != is_counted(forms)) mistakes.push_back(where + " counts in one language only");
  if (english.empty() || forms.empty()) return;
  const std::multiset<std::string> wanted = placeholders(english.begin()->second);
  for (const auto& [name, words] : forms)
    if (placeholders(words) != wanted) mistakes.push_back(where + " has other placeholders: " + words);
}

}  // namespace

const std::string& Words::form(std::string_view key, std::string_view name) const {
  const auto forms = forms_by_key_.find(key);
  if (forms != forms_by_key_.end())
    if (const auto found = forms->second.find(name); found != forms->second.end()) return found->second;
  throw std::out_of_range("no words in " + language_ + " for " + std::string(key));
}

const std::string& Words::text(std::string_view key) const { return form(key, ""); }

std::string Words::counted(std::string_view key, std::int64_t count) const {
  std::string words = form(key, name_of(plural_of(language_, count)));
  if (const auto place = words.find(kCount); place != std::string::npos)
    words.replace(place, kCount.size(), std::to_string(count));
  return words;
}

Catalogue::Catalogue(std::span<const Page> pages) {
  Mistakes mistakes;
  for (const Page& page : pages) {
    Words& words = by_language_[std::string(page.language)];
    words.language_ = page.language;
    if (plurals_of(page.language).empty()) mistakes.push_back(words.language_ + ": its forms of counts are not known");
    const Json read_page = read(page, mistakes);
    for (const auto& [key, value] : read_page.items()) {
      const Forms& forms = words.forms_by_key_[key] = forms_of(value);
      check_forms(words.language_, key, forms, mistakes);
    }
  }
  const auto english = by_language_.find(kEnglish);
  if (english == by_language_.end()) throw std::invalid_argument("words: there are none in English");
  for (const auto& [language, words] : by_language_) {
    for (const auto& [key, forms] : english->second.forms_by_key_) {
      if (!words.has(key)) mistakes.push_back(language + ": " + key + " is missing");
      else check_against_english(language + ": " + key, forms, words.forms_by_key_.find(key)->second, mistakes);
    }
    for (const auto& [key, forms] : words.forms_by_key_)
      if (!english->second.has(key)) mistakes.push_back(language + ": " + key + " is not in English");
  }
  if (mistakes.empty()) return;
  std::string said = "words:";
  for (const std::string& mistake : mistakes) said += "\n" + mistake;
  throw std::invalid_argument(said);
}

std::vector<std::string> Catalogue::languages() const {
  std::vector<std::string> tags;
  for (const auto& [language, words] : by_language_) tags.push_back(language);
  return tags;
}

const Words& Catalogue::in(std::string_view tag) const {
  const auto found = by_language_.find(tag.substr(0, tag.find('-')));
  return found != by_language_.end() ? found->second : by_language_.find(kEnglish)->second;
}

LocalizedText Catalogue::text(std::string_view key) const {
  LocalizedText text;
  for (const auto& [language, words] : by_language_) text.by_language.emplace(language, words.text(key));
  return text;
}

std::map<std::string, bool> Catalogue::keys() const {
  std::map<std::string, bool> keys;
  for (const auto& [key, forms] : in(kEnglish).forms_by_key_) keys.emplace(key, is_counted(forms));
  return keys;
}

}  // namespace opora
