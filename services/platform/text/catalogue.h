// What a service says to people, in every language. It is written in its words/<language>.json and embedded
// (cmake/Embed.cmake): an object from key to words, or to the forms that the language has for counts, with {count} in
// each: {"count.days": {"one": "{count} day", "other": "{count} days"}}. Immutable, so for any thread.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/text/localized_text.h"

namespace opora {

// The words in one language. Who asks for a key that there is not gets a std::out_of_range with its name: that is a
// mistake of ours, which tests find.
class Words {
 public:
  const std::string& language() const { return language_; }
  bool has(std::string_view key) const { return forms_by_key_.contains(key); }
  const std::string& text(std::string_view key) const;
  // In the form for the count, with the count in its place: "3 days".
  std::string counted(std::string_view key, std::int64_t count) const;

 private:
  friend class Catalogue;
  using Forms = std::map<std::string, std::string, std::less<>>;  // by CLDR's name; words without a count have one, ""
  const std::string& form(std::string_view key, std::string_view name) const;

  std::string language_;
  std::map<std::string, Forms, std::less<>> forms_by_key_;
};

class Catalogue {
 public:
  struct Page {
    std::string_view language;  // "ru"
    std::string_view json;
  };
  // Throws std::invalid_argument with all that is wrong, a line each: what can't be read; and a key that one language
  // has and another lacks, whose forms are not the language's, or whose placeholders are not those of English.
  explicit Catalogue(std::span<const Page> pages);

  // By their tags, in their order.
  std::vector<std::string> languages() const;
  // In the language of a tag such as "ru-RU"; in English, if there are no words in it.
  const Words& in(std::string_view tag) const;
  // The same words in every language.
  LocalizedText text(std::string_view key) const;
  // All keys; whether words depend on a count.
  std::map<std::string, bool> keys() const;

 private:
  std::map<std::string, Words, std::less<>> by_language_;
};

}  // namespace opora
