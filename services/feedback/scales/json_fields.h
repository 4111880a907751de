// Fields of a parsed file, read one by one, each with its place and with where its defects go. What is read of a
// defective field is any value of its type. For this library alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "feedback/scales/defects.h"
#include "feedback/scales/scale.h"

namespace opora::scales {

using Parts = std::vector<std::pair<std::string, std::string>>;

// Keeps a defect, as long as there are fewer than kDefectsMax.
void note(Defects& defects, std::string path, std::string reason, Parts parts = {});

// Whether it is a language tag of BCP 47, as far as its form goes.
bool is_language(std::string_view tag);

// "items" and 2: "items[2]".
std::string item_path(const std::string& list, std::size_t index);
// "items[2]" and "code": "items[2].code".
std::string member_path(const std::string& object, std::string_view key);

// The file, if it is JSON at all: FILE_TOO_LARGE, NOT_JSON, KEY_TWICE.
std::optional<nlohmann::json> parsed(std::string_view file, Defects& defects);

// An object. Each field that has to be there and isn't is KEY_MISSING; refuse_others() says which nobody asked for.
class Fields {
 public:
  // NOT_AN_OBJECT; then it has no fields, and nothing more is said of it.
  Fields(const nlohmann::json& value, std::string path, Defects& defects);
  Fields(nlohmann::json&&, std::string, Defects&) = delete;  // it points into the file

  std::string path_of(std::string_view key) const { return member_path(path_, key); }
  bool has(std::string_view key) const { return value_->is_object() && value_->contains(std::string(key)); }

  std::string id(std::string_view key);                                             // BAD_ID
  std::string text(std::string_view key, std::size_t points_max);                   // BAD_TEXT
  std::string date(std::string_view key);                                           // BAD_DATE
  std::string language(std::string_view key);                                       // BAD_LANGUAGE
  std::int64_t whole(std::string_view key, std::int64_t least, std::int64_t most);  // BAD_NUMBER
  bool truth(std::string_view key);                                                 // BAD_TRUTH
  // In points, with two decimals at most: BAD_SCORE.
  Units units(std::string_view key);
  // The place of the word among `words`: BAD_WORD.
  std::size_t word(std::string_view key, std::span<const std::string_view> words);
  // The objects of a list: BAD_LIST.
  std::vector<Fields> objects(std::string_view key, std::size_t least, std::size_t most);
  // Where it is missing, nothing more is said of it.
  Fields object(std::string_view key);
  // All keys that it has, for an object whose keys are the file's own.
  std::vector<std::string> keys() const;

  void refuse_others() const;  // UNKNOWN_KEY
  void defect(std::string_view key, std::string reason, Parts parts = {}) const;

 private:
  const nlohmann::json* find(std::string_view key);

  const nlohmann::json* value_;
  std::string path_;
  Defects* defects_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace opora::scales
