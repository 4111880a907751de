#include "feedback/scales/json_fields.h"

#include <algorithm>
#include <cmath>

#include "feedback/scales/scale_file.h"
#include "feedback/scales/scoring.h"
#include "platform/dates/dates.h"
#include "platform/text/printable.h"
#include "platform/text/typed_text.h"

namespace opora::scales {
namespace {

using Json = nlohmann::json;

// Stands for what is missing, which is said already.
const Json& missing() {
  static const Json kMissing;
  return kMissing;
}

// What somebody typed, as a sentence or a path repeats it: forty characters of it, without what steers a line.
std::string said(std::string_view typed) {
  constexpr std::size_t kPointsMax = 40;
  std::size_t points = 0, end = 0;
  for (; end < typed.size(); ++end)
    if ((typed[end] & 0xC0) != 0x80 && points++ == kPointsMax) break;
  return printable(typed.substr(0, end)) + (end < typed.size() ? "…" : "");
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= kIdBytesMax && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

// Of what is no text an empty one, which is none of anything.
std::string string_of(const Json* value) { return value->is_string() ? value->get<std::string>() : std::string(); }

std::size_t point_count(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::optional<std::int64_t> whole_in(const Json& value, std::int64_t least, std::int64_t most) {
  if (!value.is_number_integer()) return std::nullopt;
  const bool is_large = value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(most);
  if (is_large) return std::nullopt;
  const auto number = value.get<std::int64_t>();
  if (number < least || number > most) return std::nullopt;
  return number;
}

// JSON has a fraction as a double, which is near enough to say which hundredth was meant.
std::optional<Units> units_in(const Json& value) {
  constexpr double kPointsMax = 1'000'000;
  constexpr double kNear = 1e-6;
  if (!value.is_number()) return std::nullopt;
  const auto points = value.get<double>();
  if (!(std::abs(points) <= kPointsMax)) return std::nullopt;
  const auto hundredths = static_cast<std::int64_t>(std::llround(points * 100));
  if (std::abs(points * 100 - static_cast<double>(hundredths)) > kNear) return std::nullopt;
  return divided_to_nearest(hundredths * kUnitsPerPoint, 100);
}

}  // namespace

void note(Defects& defects, std::string path, std::string reason, Parts parts) {
  if (defects.size() < kDefectsMax) defects.push_back({std::move(path), std::move(reason), std::move(parts)});
}

// Two or three small letters, then subtags of two to eight letters or digits.
bool is_language(std::string_view tag) {
  constexpr std::size_t kTagMax = 35;  // RFC 5646, 4.4.1
  std::size_t length = 0;
  bool is_first = true;
  for (std::size_t i = 0; i <= tag.size(); ++i) {
    if (i < tag.size() && tag[i] != '-') {
      const char c = tag[i];
      const bool is_small = c >= 'a' && c <= 'z', is_capital = c >= 'A' && c <= 'Z', is_digit = c >= '0' && c <= '9';
      if (!is_small && (is_first || (!is_capital && !is_digit))) return false;
      ++length;
    } else {
      if (length < 2 || length > (is_first ? 3U : 8U)) return false;
      is_first = false;
      length = 0;
    }
  }
  return tag.size() <= kTagMax;
}

std::string item_path(const std::string& list, std::size_t index) {
  return list + "[" + std::to_string(index) + "]";
}

std::string member_path(const std::string& object, std::string_view key) {
  return object.empty() ? said(key) : object + "." + said(key);
}

// Of a key that stands there twice JSON would keep the last, whatever was meant.
std::optional<Json> parsed(std::string_view file, Defects& defects) {
  if (file.size() > kFileBytesMax) {
    note(defects, "", "FILE_TOO_LARGE");
    return std::nullopt;
  }
  std::vector<std::set<std::string>> keys;  // of each object that is open
  const auto look = [&](int, Json::parse_event_t event, Json& value) {
    if (event == Json::parse_event_t::object_start) keys.emplace_back();
    if (event == Json::parse_event_t::object_end) keys.pop_back();
    if (event == Json::parse_event_t::key && !keys.back().insert(value.get<std::string>()).second)
      note(defects, "", "KEY_TWICE", {{"key", said(value.get<std::string>())}});
    return true;
  };
  Json json = Json::parse(file.begin(), file.end(), look, false);
  if (!json.is_discarded()) return std::optional<Json>(std::in_place, std::move(json));
  note(defects, "", "NOT_JSON");
  return std::nullopt;
}

Fields::Fields(const Json& value, std::string path, Defects& defects)
    : value_(&value), path_(std::move(path)), defects_(&defects) {
  if (!value.is_object() && &value != &missing()) note(defects, path_, "NOT_AN_OBJECT");
}

void Fields::defect(std::string_view key, std::string reason, Parts parts) const {
  note(*defects_, path_of(key), std::move(reason), std::move(parts));
}

const Json* Fields::find(std::string_view key) {
  asked_.emplace(key);
  if (!value_->is_object()) return nullptr;
  const auto found = value_->find(std::string(key));
  if (found != value_->end()) return &*found;
  defect(key, "KEY_MISSING");
  return nullptr;
}

std::string Fields::id(std::string_view key) {
  const Json* const value = find(key);
  if (value == nullptr) return {};
  std::string id = string_of(value);
  if (!is_id(id)) defect(key, "BAD_ID");
  return id;
}

std::string Fields::text(std::string_view key, std::size_t points_max) {
  const Json* const value = find(key);
  if (value == nullptr) return {};
  const std::string typed = string_of(value);
  std::string text = composed(typed);
  if (has_steering_character(typed) || !has_letter_or_digit(text) || point_count(text) > points_max)
    defect(key, "BAD_TEXT", {{"max", std::to_string(points_max)}});
  return text;
}

std::string Fields::date(std::string_view key) {
  const Json* const value = find(key);
  if (value == nullptr) return {};
  std::string date = string_of(value);
  if (!is_date(date)) defect(key, "BAD_DATE");
  return date;
}

std::string Fields::language(std::string_view key) {
  const Json* const value = find(key);
  if (value == nullptr) return {};
  std::string language = string_of(value);
  if (!is_language(language)) defect(key, "BAD_LANGUAGE");
  return language;
}

std::int64_t Fields::whole(std::string_view key, std::int64_t least, std::int64_t most) {
  const Json* const value = find(key);
  if (value == nullptr) return least;
  const auto number = whole_in(*value, least, most);
  if (!number) defect(key, "BAD_NUMBER", {{"least", std::to_string(least)}, {"most", std::to_string(most)}});
  return number.value_or(least);
}

bool Fields::truth(std::string_view key) {
  const Json* const value = find(key);
  if (value == nullptr) return false;
  if (!value->is_boolean()) defect(key, "BAD_TRUTH");
  return value->is_boolean() && value->get<bool>();
}

Units Fields::units(std::string_view key) {
  const Json* const value = find(key);
  if (value == nullptr) return 0;
  const auto units = units_in(*value);
  if (!units) defect(key, "BAD_SCORE");
  return units.value_or(0);
}

std::size_t Fields::word(std::string_view key, std::span<const std::string_view> words) {
  const Json* const value = find(key);
  if (value == nullptr) return 0;
  const auto found = std::ranges::find(words, string_of(value));
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  std::string choices;
  for (const std::string_view word : words) choices.append(choices.empty() ? "" : ", ").append(word);
  defect(key, "BAD_WORD", {{"words", std::move(choices)}});
  return 0;
}

std::vector<Fields> Fields::objects(std::string_view key, std::size_t least, std::size_t most) {
  std::vector<Fields> objects;
  const Json* const value = find(key);
  if (value == nullptr) return objects;
  if (!value->is_array() || value->size() < least || value->size() > most) {
    defect(key, "BAD_LIST", {{"least", std::to_string(least)}, {"most", std::to_string(most)}});
    return objects;
  }
  for (const Json& each : *value) objects.emplace_back(each, item_path(path_of(key), objects.size()), *defects_);
  return objects;
}

std::vector<std::string> Fields::keys() const {
  std::vector<std::string> keys;
  if (value_->is_object())
    for (const auto& [key, ignored] : value_->items()) keys.push_back(key);
  return keys;
}

Fields Fields::object(std::string_view key) {
  const Json* const value = find(key);
  return Fields(value == nullptr ? missing() : *value, path_of(key), *defects_);
}

void Fields::refuse_others() const {
  if (!value_->is_object()) return;
  for (const auto& [key, ignored] : value_->items())
    if (!asked_.contains(key)) defect(key, "UNKNOWN_KEY", {{"key", said(key)}});
}

}  // namespace opora::scales
