// Values of a parsed file, each with its place in it and with where its defects go. For reading alone: what is read of
// a defective value is any value of its type. Nodes point into what was parsed and into its defects.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "feedback/questionnaire/defects.h"

namespace opora::questionnaire {

using Parts = std::vector<std::pair<std::string, std::string>>;

// The file, if it is JSON at all: FILE_TOO_LARGE, NOT_JSON, NESTED_TOO_DEEPLY, KEY_TWICE.
std::optional<nlohmann::json> parsed(std::string_view file, Defects& defects);

// What somebody typed, as a sentence repeats it: forty characters of it, without what steers a line.
std::string said(std::string_view typed);

class Node {
 public:
  Node(const nlohmann::json& value, std::string path, Defects& defects)
      : value_(&value), path_(std::move(path)), defects_(&defects) {}

  void defect(std::string reason, Parts parts = {}) const {
    defects_->add(path_, std::move(reason), std::move(parts));
  }
  const std::string& path() const { return path_; }
  bool is_text() const { return value_->is_string(); }
  bool is_object() const { return value_->is_object(); }

  std::string text() const;                                         // NOT_A_TEXT
  std::string id() const;                                           // NOT_A_TEXT, BAD_ID
  bool truth() const;                                               // NOT_TRUE_OR_FALSE
  std::int64_t whole(std::int64_t min, std::int64_t max) const;     // NOT_A_NUMBER, OUT_OF_BOUNDS
  std::vector<Node> items(std::size_t min, std::size_t max) const;  // NOT_A_LIST, TOO_FEW, TOO_MANY
  std::vector<std::pair<std::string, Node>> members() const;        // NOT_AN_OBJECT
  std::optional<Node> member(std::string_view key) const;

 private:
  const nlohmann::json* value_;
  std::string path_;
  Defects* defects_;
};

// An object whose keys are known: NOT_AN_OBJECT, UNKNOWN_KEY.
class Fields {
 public:
  Fields(const Node& of, std::span<const std::string_view> known);

  const Node& node() const { return of_; }
  bool has(std::string_view key) const { return of_.member(key).has_value(); }
  std::optional<Node> find(std::string_view key) const { return of_.member(key); }
  std::optional<Node> need(std::string_view key) const;  // KEY_MISSING

 private:
  Node of_;
};

}  // namespace opora::questionnaire
