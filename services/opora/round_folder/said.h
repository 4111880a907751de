// A sentence before it is worded: it is chosen where it is known, and put in words where it is printed, in the language
// of who reads (wording.h).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace opora::round_folder {

struct Part;

// Words by their key in words/<language>.json, and what stands in their places. {column}, a file such as {people.csv}
// and a column of another one such as {rounds.year} fill in themselves, as the folder at hand calls them.
struct Said {
  Said(std::string key, std::vector<Part> parts = {}, std::optional<std::int64_t> count = {});  // NOLINT: a key says it
  bool operator==(const Said&) const;

  std::string key;
  std::vector<Part> parts;
  std::optional<std::int64_t> count;  // chooses among the forms of a language, and stands for {count}
};

// What stands in one place: a text as it is; or what is worded itself, with commas between; or a column of a file, in
// quotes and as the folder at hand calls it; or what somebody else has worded, by language.
struct Part {
  std::string name;
  std::string text = {};
  std::vector<Said> said = {};
  std::string column_of = {};  // "people.csv"
  std::map<std::string, std::string> by_language = {};  // English among them
  bool operator==(const Part&) const = default;
};

inline Said::Said(std::string key, std::vector<Part> parts, std::optional<std::int64_t> count)
    : key(std::move(key)), parts(std::move(parts)), count(count) {}
inline bool Said::operator==(const Said&) const = default;

}  // namespace opora::round_folder
