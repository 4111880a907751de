#include "feedback/questionnaire/json_node.h"

#include <algorithm>
#include <limits>
#include <set>

#include "feedback/questionnaire/paths.h"
#include "feedback/questionnaire/questionnaire.h"
#include "feedback/questionnaire/reading.h"
#include "platform/text/printable.h"

namespace opora::questionnaire {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kDepthMax = 16;

// How deeply lists and objects are nested, before anything is made of them.
std::size_t depth_of(std::string_view file) {
  std::size_t depth = 0, deepest = 0;
  bool in_text = false, escaped = false;
  for (const char c : file) {
    if (in_text) {
      in_text = escaped || c != '"';
      escaped = !escaped && c == '\\';
    } else if (c == '"') {
      in_text = true;
    } else if (c == '[' || c == '{') {
      deepest = std::max(deepest, ++depth);
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return deepest;
}

// Told each step of the parser, to name keys that stand twice: JSON would keep the last, whatever was meant.
class DoubledKeys {
 public:
  explicit DoubledKeys(Defects& defects) : defects_(defects) {}

  void see(Json::parse_event_t event, const Json& value) {
    switch (event) {
      case Json::parse_event_t::object_start:
      case Json::parse_event_t::array_start:
        begin_value();
        around_.push_back({event == Json::parse_event_t::array_start});
        break;
      case Json::parse_event_t::object_end:
      case Json::parse_event_t::array_end:
        around_.pop_back();
        break;
      case Json::parse_event_t::key:
        see_key(value.get<std::string>());
        break;
      case Json::parse_event_t::value:
        begin_value();
        break;
    }
  }

 private:
  struct Around {
    bool is_list;
    std::size_t count = 0;           // of a list's values so far
    std::string key = {};            // an object's last
    std::set<std::string> keys = {};
  };

  void begin_value() {
    if (!around_.empty() && around_.back().is_list) ++around_.back().count;
  }

  void see_key(std::string key) {
    if (!around_.back().keys.insert(key).second) defects_.add(path(), "KEY_TWICE", {{"key", said(key)}});
    around_.back().key = std::move(key);
  }

  // Of the object whose keys are seen.
  std::string path() const {
    std::string path;
    for (std::size_t i = 0; i + 1 < around_.size(); ++i)
      path = around_[i].is_list ? item_path(path, around_[i].count - 1) : member_path(path, said(around_[i].key));
    return path;
  }

  Defects& defects_;
  std::vector<Around> around_;
};

std::string line_of(std::string_view file, std::size_t byte) {
  return std::to_string(1 + std::ranges::count(file.substr(0, std::min(byte, file.size())), '\n'));
}

}  // namespace

std::optional<Json> parsed(std::string_view file, Defects& defects) {
  if (file.size() > kFileBytesMax) {
    defects.add("", "FILE_TOO_LARGE");
    return std::nullopt;
  }
  if (depth_of(file) > kDepthMax) {
    defects.add("", "NESTED_TOO_DEEPLY");
    return std::nullopt;
  }
  DoubledKeys doubled(defects);
  const auto look = [&](int, Json::parse_event_t event, Json& value) {
    doubled.see(event, value);
    return true;
  };
  try {
    return Json::parse(file.begin(), file.end(), look);
  } catch (const Json::parse_error& error) {
    defects.add("", "NOT_JSON", {{"line", line_of(file, error.byte)}});
    return std::nullopt;
  } catch (const Json::out_of_range&) {  // a number that no computer holds
    defects.add("", "NUMBER_TOO_LARGE");
    return std::nullopt;
  }
}

std::string said(std::string_view typed) {
  constexpr std::size_t kPointsMax = 40;
  std::size_t points = 0, end = 0;
  for (; end < typed.size(); ++end)
    if ((typed[end] & 0xc0) != 0x80 && points++ == kPointsMax) break;
  const std::string shown = printable(typed.substr(0, end));
  return end < typed.size() ? shown + "…" : shown;
}

std::string Node::text() const {
  if (value_->is_string()) return value_->get<std::string>();
  defect("NOT_A_TEXT");
  return {};
}

std::string Node::id() const {
  if (!is_text()) return text();
  const std::string id = text();
  const bool is_id = !id.empty() && id.size() <= kIdBytesMax && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
  if (is_id) return id;
  defect("BAD_ID", {{"id", said(id)}});
  return {};
}

bool Node::truth() const {
  if (value_->is_boolean()) return value_->get<bool>();
  defect("NOT_TRUE_OR_FALSE");
  return false;
}

std::int64_t Node::whole(std::int64_t min, std::int64_t max) const {
  constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();
  if (!value_->is_number_integer()) {
    defect("NOT_A_NUMBER");
    return min;
  }
  const bool is_larger = value_->is_number_unsigned() && value_->get<std::uint64_t>() > std::uint64_t{kLargest};
  const std::int64_t number = is_larger ? kLargest : value_->get<std::int64_t>();
  if (number >= min && number <= max) return number;
  defect("OUT_OF_BOUNDS", {{"min", std::to_string(min)}, {"max", std::to_string(max)}});
  return min;
}

std::vector<Node> Node::items(std::size_t min, std::size_t max) const {
  std::vector<Node> items;
  if (!value_->is_array()) {
    defect("NOT_A_LIST");
  } else if (value_->size() < min) {
    defect("TOO_FEW", {{"min", std::to_string(min)}});
  } else if (value_->size() > max) {
    defect("TOO_MANY", {{"max", std::to_string(max)}});
  } else {
    for (const Json& each : *value_) items.emplace_back(each, item_path(path_, items.size()), *defects_);
  }
  return items;
}

std::vector<std::pair<std::string, Node>> Node::members() const {
  std::vector<std::pair<std::string, Node>> members;
  if (!is_object()) defect("NOT_AN_OBJECT");
  else
    for (const auto& [key, value] : value_->items())
      members.emplace_back(key, Node(value, member_path(path_, said(key)), *defects_));
  return members;
}

std::optional<Node> Node::member(std::string_view key) const {
  if (!is_object()) return std::nullopt;
  const auto found = value_->find(std::string(key));
  if (found == value_->end()) return std::nullopt;
  return Node(*found, member_path(path_, key), *defects_);
}

Fields::Fields(const Node& of, std::span<const std::string_view> known) : of_(of) {
  for (const auto& [key, value] : of.members())
    if (std::ranges::find(known, key) == known.end()) of.defect("UNKNOWN_KEY", {{"key", said(key)}});
}

std::optional<Node> Fields::need(std::string_view key) const {
  const std::optional<Node> found = of_.member(key);
  if (!found && of_.is_object()) of_.defect("KEY_MISSING", {{"key", std::string(key)}});
  return found;
}

}  // namespace opora::questionnaire
