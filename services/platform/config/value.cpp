// What a setting's value may look like.
#include <charconv>

#include "platform/config/config.h"

namespace opora {
namespace {

using Kind = Setting::Kind;

// The whole number at the front of `text`; the rest stays in `text`.
bool take_number(std::string_view& text, std::int64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

std::int64_t unit_ms(std::string_view unit) {
  if (unit == "ms") return 1;
  if (unit == "s") return 1000;
  if (unit == "m") return 60'000;
  if (unit == "h") return 3'600'000;
  if (unit == "d") return 86'400'000;
  return 0;
}

Result<std::int64_t> parse_integer(const Setting& setting, std::string_view value) {
  std::int64_t number = 0;
  const bool whole = take_number(value, number) && value.empty();
  if (whole && number >= setting.at_least && number <= setting.at_most) return number;
  std::string bounds = "from " + std::to_string(setting.at_least);
  if (setting.at_most != INT64_MAX) bounds += " to " + std::to_string(setting.at_most);
  return refuse(Code::invalid, "SETTING_INVALID", "must be a whole number " + bounds);
}

std::string bounds_in_ms(const Setting& setting) {
  std::string bounds = "at least " + std::to_string(setting.at_least) + "ms";
  if (setting.at_most != INT64_MAX) bounds += " and at most " + std::to_string(setting.at_most) + "ms";
  return bounds;
}

Result<std::int64_t> parse_duration(const Setting& setting, std::string_view value) {
  constexpr std::int64_t kLongestMs = 36'500LL * 86'400'000;
  std::int64_t number = 0;
  if (take_number(value, number) && number >= 0) {
    const std::int64_t unit = unit_ms(value);
    const bool is_countable = unit > 0 && number <= kLongestMs / unit;
    if (is_countable && (number * unit < setting.at_least || number * unit > setting.at_most))
      return refuse(Code::invalid, "SETTING_INVALID", "must be " + bounds_in_ms(setting));
    if (is_countable) return number * unit;
  }
  return refuse(Code::invalid, "SETTING_INVALID", "must be a duration such as 250ms, 30s, 5m, 2h or 7d");
}

Result<std::int64_t> parse_boolean(std::string_view value) {
  if (value == "true") return 1;
  if (value == "false") return 0;
  return refuse(Code::invalid, "SETTING_INVALID", "must be true or false");
}

}  // namespace

Result<std::int64_t> parse_value(const Setting& setting, std::string_view value) {
  switch (setting.kind) {
    case Kind::text:
      return 0;
    case Kind::integer:
      return parse_integer(setting, value);
    case Kind::duration:
      return parse_duration(setting, value);
    case Kind::boolean:
      return parse_boolean(value);
  }
  return 0;
}

}  // namespace opora
